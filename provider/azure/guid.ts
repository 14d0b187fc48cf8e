/** Any GUID, of whatever version: Azure has made them in many ways. */
export const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
