import { cleaner } from "./clean";

const { text, json } = cleaner(new Map([["123456", "<partner>"]]), []);

describe("what the acceptance prints and records", () => {
  it.each([
    [
      "linked to 222222 (Proseware), declared 123456 (PAL_DRIFT)",
      "linked to <number> (<name>), declared <partner> (PAL_DRIFT)",
    ],
    ["another partner, 222222 (Proseware (UK) Ltd). Nothing", "another partner, <number> (<name>). Nothing"],
    ["linked to 222222. This stack", "linked to <number>. This stack"],
    ["linked to 123456 (Fabrikam Consulting)", "linked to <partner> (<name>)"],
    [
      "AADSTS7000215 at 2026-11-28T21:00:00.1234567Z, 1024 bytes",
      "AADSTS7000215 at 2026-11-28T21:00:00.1234567Z, 1024 bytes",
    ],
  ])("names no partner: %s", (original, cleaned) => {
    expect(text(original)).toBe(cleaned);
  });

  it.each([
    ["client 'adele@contoso.example' of 'Contoso' may not", "client '<address>' of '<name>' may not"],
    ["'Contoso' doesn't have the partner's 'O'Neil'.", "'<name>' doesn't have the partner's '<name>'."],
    [
      "'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e' may not 'Microsoft.Compute/read' over '/resourceGroups/contoso'",
      "'<guid>' may not 'Microsoft.Compute/read' over '<name>'",
    ],
  ])("shows no name of the service's messages: %s", (original, cleaned) => {
    expect(text(original)).toBe(cleaned);
  });

  it("shows no other partner's id in a body", () => {
    expect(json({ id: "/providers/microsoft.managementpartner/partners/222222" })).toEqual({
      id: "/providers/microsoft.managementpartner/partners/<number>",
    });
  });
});
