import { decoded } from "../../../provider/command/decoded";

const text = "Bäckerei Größl; 東京";
const windows = "Bäckerei Größl";

describe("decoded", () => {
  it.each<[string, Buffer, string]>([
    ["UTF-8", Buffer.from(text), text],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`), text],
    ["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le"), text],
    ["letters of one byte", Buffer.from(windows, "latin1"), windows],
  ])("reads %s", (_, bytes, expected) => {
    expect(decoded(bytes)).toBe(expected);
  });
});
