import { Config } from "@pulumi/pulumi";
import { PartnerAdminLink } from "pulumi-partner-admin-link";

const link = new PartnerAdminLink("link", { partnerId: new Config().require("partnerId") });

export const id = link.id;
export const tenantId = link.tenantId;
export const objectId = link.objectId;
export const partnerId = link.partnerId;
export const partnerName = link.partnerName;
export const state = link.state;
export const version = link.version;
export const createdTime = link.createdTime;
export const updatedTime = link.updatedTime;
export const adopted = link.adopted;
