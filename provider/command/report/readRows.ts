import { asPalError, PalError } from "../../errors";
import type { CheckOptions } from "../../recognition/types";
import type { RecognitionFunctions } from "../recognitionFunctions";
import type { Row, RowError, ReadableSubject } from "./types";

export interface ReadOptions extends Pick<CheckOptions, "usage" | "partnerId"> {
  /** How many identities are read at the same time. */
  readonly concurrency: number;
  /** Settles when the report is to end with what has been read. */
  readonly interrupted: Promise<void>;
  /** Told of each row. */
  readonly onRead: (row: Row) => void;
}

type Check = RecognitionFunctions["check"];

/** Reads the identities side by side, in the given order. One that fails leaves the others. */
export async function readRows(
  subjects: readonly ReadableSubject[],
  check: Check,
  options: ReadOptions,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const left = subjects.entries();
  let isEnded = false;
  const work = async (): Promise<void> => {
    for (const [index, subject] of left) {
      const row = await readRow(subject, check, options);
      if (isEnded) return;
      rows[index] = row;
      options.onRead(row);
    }
  };
  await Promise.race([Promise.all(Array.from({ length: options.concurrency }, work)), options.interrupted]);
  isEnded = true;
  return subjects.map((subject, index) => rows[index] ?? { subject, error: notRead });
}

const notRead = { code: "NOT_READ", text: "not read: the report was interrupted" };

/** Whether the report was interrupted before this identity was read. */
export function isNotRead({ error }: { readonly error?: RowError | undefined }): boolean {
  return error === notRead;
}

async function readRow(
  subject: ReadableSubject,
  check: Check,
  { usage = "auto", partnerId }: ReadOptions,
): Promise<Row> {
  const { whoSignsIn, customer, tenantId, objectId } = subject;
  const partner = subject.partnerId ?? partnerId;
  const asked = { usage, tenantName: customer === undefined, ...(partner === undefined ? {} : { partnerId: partner }) };
  try {
    const recognition = await check(asked, whoSignsIn);
    const signedIn = recognition.identity;
    if (signedIn.tenantId !== tenantId || (objectId !== undefined && objectId !== signedIn.objectId))
      throw new PalError(
        "PAL_IDENTITY_MISMATCH",
        `signed in as object id ${signedIn.objectId} of directory ${signedIn.tenantId}, and the row is about ${objectId === undefined ? "" : `object id ${objectId} of `}directory ${tenantId}`,
      );
    return { subject, recognition };
  } catch (error) {
    const { code, text } = asPalError(error);
    return { subject, error: { code, text } };
  }
}
