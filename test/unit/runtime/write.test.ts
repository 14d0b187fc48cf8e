import type { Settled } from "../../../provider/runtime/linkState";
import { run } from "../../../provider/runtime/run";
import { another, declared, forbidden, linkedAsDeclared, linkedToAnother, newResource, settled } from "../fixtures";
import {
  type Case,
  readNone,
  readDeclared,
  readAnother,
  create,
  createConflicts,
  createUnclear,
  createLost,
  update,
  updateFindsNone,
  updateUnclear,
  updateLost,
  overwrite,
  writes,
} from "./writing";

describe("write", () => {
  const made = settled();
  const adopted = settled({ created: false });

  it.each<Case & { readonly becomes: Settled }>([
    { when: "a new resource finds the link as declared", live: linkedAsDeclared, script: [], becomes: adopted },
    { when: "the stack made the link that stands", live: linkedAsDeclared, link: made, script: [], becomes: made },
    { when: "there is no link", script: [create], becomes: made },
    { when: "the link in state is gone", link: adopted, script: [create], becomes: made },
    {
      when: "another link may be overwritten",
      live: linkedToAnother,
      inputs: overwrite,
      script: [update],
      becomes: made,
    },
    { when: "the link in state drifted", live: linkedToAnother, link: adopted, script: [update], becomes: made },
    { when: "the creation meets the declared link", script: [createConflicts, readDeclared], becomes: adopted },
    {
      when: "the creation meets another link that may be overwritten",
      inputs: overwrite,
      script: [createConflicts, readAnother, update],
      becomes: made,
    },
    {
      when: "the creation meets a link that is gone a moment later",
      script: [createConflicts, readNone, create],
      becomes: made,
    },
    {
      when: "the change meets no link",
      live: linkedToAnother,
      inputs: overwrite,
      script: [updateFindsNone, readNone, create],
      becomes: made,
    },
    {
      when: "the change meets no link and another process links the same partner",
      live: linkedToAnother,
      inputs: overwrite,
      script: [updateFindsNone, readDeclared],
      becomes: adopted,
    },
    {
      when: "the answer to the creation tells nothing and a read shows it",
      script: [createUnclear, readDeclared],
      becomes: made,
    },
    {
      when: "the answer to the change tells nothing and a read shows it",
      live: linkedToAnother,
      inputs: overwrite,
      script: [updateUnclear, readDeclared],
      becomes: made,
    },
    { when: "the creation got no response and a read shows it", script: [createLost, readDeclared], becomes: made },
    {
      when: "the change got no response and a read shows it",
      live: linkedToAnother,
      inputs: overwrite,
      script: [updateLost, readDeclared],
      becomes: made,
    },
    {
      when: "the third write succeeds",
      inputs: overwrite,
      script: [createConflicts, readAnother, updateFindsNone, readNone, create],
      becomes: made,
    },
    {
      when: "the link is as declared after three writes that met another one's",
      script: [createConflicts, readNone, createConflicts, readNone, createConflicts, readDeclared],
      becomes: adopted,
    },
  ])("ends with the declared link when $when", async ({ becomes, ...row }) => {
    const { result, declaration, resource } = await writes(row);
    const { tenantId, objectId, clientId } = resource.identity;
    const live = { partnerName: "Contoso", version: 3 };
    expect(result).toStrictEqual({ declaration, identity: { tenantId, objectId, clientId }, link: becomes, live });
  });

  it("keeps the link as the stack's own when this run has seen the state that made it", async () => {
    const resource = newResource();
    run.noteState(resource.id, settled());
    const { result } = await writes({ when: "", live: linkedAsDeclared, script: [] }, resource);
    expect(result).toMatchObject({ link: settled() });
  });

  it("replaces a link without overwrite when this run has seen the state that made it", async () => {
    const resource = newResource();
    run.noteState(resource.id, settled({ partnerId: another, version: 5 }));
    const { result } = await writes({ when: "", live: linkedToAnother, script: [update] }, resource);
    expect(result).toMatchObject({ link: settled() });
  });

  it.each<Case>([
    { when: "succeeds", script: [create] },
    { when: "fails", script: [["create", declared, forbidden]] },
  ])("no longer takes the link for absent when the creation $when", async (row) => {
    const resource = newResource();
    run.noteAbsent(resource.id);
    await writes(row, resource);
    expect(run.isKnownAbsent(resource.id)).toBe(false);
  });
});
