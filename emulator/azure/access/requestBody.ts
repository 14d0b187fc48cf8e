import { refuse } from "../arm/errors";
import { InvalidInput, type Reader } from "../validate";

/**
 * The JSON of a request.
 *
 * @throws ArmRefusal with status 400 when it is not what the reader takes.
 */
export function readBody<T>(body: string, reader: Reader<T>): T {
  try {
    return reader(JSON.parse(body), "body");
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof SyntaxError) {
      throw refuse(400, "BadRequest", `The request is invalid. ${error.message}`);
    }
    throw error;
  }
}
