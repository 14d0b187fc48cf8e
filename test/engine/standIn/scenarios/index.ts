export { errors } from "./errors";
export { life } from "./life";
export { names } from "./names";
export { options } from "./options";
export { refreshing } from "./refreshing";
export { replacement } from "./replacement";
