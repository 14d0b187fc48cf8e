import { type JsonObject, objectOf } from "../../../provider/azure/json";

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Ids are compared without regard to case. */
export function lower(value: unknown): string {
  return text(value).toLowerCase();
}

/** The field `properties` of a row, empty where there is none. */
export function propertiesOf(row: JsonObject): JsonObject {
  return objectOf(row["properties"]) ?? {};
}
