import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** A fenced block of a page. */
export interface Fence {
  /** Path of the page in the repository, and the line on which the block begins. */
  readonly place: string;
  /** First word behind the opening fence. */
  readonly language: string;
  /** Without the indentation of a list that the block stands in. */
  readonly text: string;
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

/** Markdown files of the repository, those of installed packages and of builds left aside. */
export function markdownFiles(): string[] {
  const folders = [".", ".github", "docs", "emulator", "examples", "test"];
  const found = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { encoding: "utf8", recursive: folder !== "." }).map((name) => join(folder, name)),
  );
  return found.filter((name) => name.endsWith(".md") && !/(^|\/)(node_modules|dist)\//.test(name)).sort();
}

/** The pages that users follow: README, docs (not the generated reference below it) and the emulator's README. */
export const pages: readonly string[] = markdownFiles().filter((name) =>
  /^(README|docs\/[^/]+|emulator\/README)\.md$/.test(name),
);

/** The pages of the examples, whose programs and outputs have tests of their own. */
export const examplePages: readonly string[] = markdownFiles().filter((name) => /^examples\/.*README\.md$/.test(name));

export function fencesOf(page: string): Fence[] {
  const text = readPage(page);
  return [...text.matchAll(/^( *)```(\w*)[^\n]*\n(.*?)^\1```$/gms)].map((match) => {
    const [, indentation = "", language = "", body = ""] = match;
    const line = text.slice(0, match.index).split("\n").length;
    return { place: `${page}:${line}`, language, text: body.replaceAll(new RegExp(`^${indentation}`, "gm"), "") };
  });
}

/** The page without code, in which neither links nor headings are meant. */
function prose(page: string): string {
  return readPage(page)
    .replaceAll(/^( *)```.*?^\1```$/gms, "")
    .replaceAll(/`[^`\n]+`/g, (code) => code.replaceAll(/[[\]()#]/g, "-"));
}

/** Targets of the page's links, definitions included. */
export function linksOf(page: string): string[] {
  const matches = prose(page).matchAll(/\]\(<?([^)\s>]+)>?\)|^\[[^\]]+\]: +(\S+)/gm);
  return [...matches].map(([, inline, defined]) => inline ?? defined ?? "");
}

/** Anchors of the page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  const text = readPage(page).replaceAll(/^( *)```.*?^\1```$/gms, "");
  return [...text.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = ""]) => {
    const shown = heading.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");
    const slug = shown
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}
