import { limits } from "./limits";

/**
 * What a stream gives.
 *
 * @param largest - most bytes of it. Default 1 MiB.
 * @throws the error that `tooLarge` makes for a longer one. The stream is destroyed, and with it a connection.
 */
export async function boundedBytes(
  stream: AsyncIterable<Buffer | string> | Iterable<Buffer>,
  tooLarge: () => Error,
  largest: number = limits.body,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    // Leaving the loop destroys the stream.
    if (size > largest) throw tooLarge();
  }
  return Buffer.concat(chunks);
}
