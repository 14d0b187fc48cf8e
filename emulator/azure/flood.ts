const end = Buffer.from("{}");

/** `{}` after as many spaces as make it so long, handed out as fast as it is read. */
function paddedJson(bytes: number): ReadableStream<Uint8Array> {
  const spaces = Buffer.alloc(1_048_576, " ");
  let left = bytes - end.length;
  return new ReadableStream({
    pull: (controller) => {
      if (left === 0) {
        controller.enqueue(end);
        controller.close();
        return;
      }
      const chunk = spaces.subarray(0, left);
      left -= chunk.length;
      controller.enqueue(chunk);
    },
  });
}

/** JSON of so many bytes, counted before compression. It is never in memory as a whole. */
export function flood(bytes: number, isCompressed: boolean): Response {
  const body = paddedJson(bytes);
  const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
  if (!isCompressed) {
    return new Response(body, { headers });
  }
  headers.set("content-encoding", "gzip");
  return new Response(body.pipeThrough(new CompressionStream("gzip")), { headers });
}
