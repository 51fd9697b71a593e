import type { Markup } from "../html/markup";

/** How good something is; colour never says it alone, the words beside it do. */
export type Tone = "good" | "warn" | "bad" | "plain";

/** Words with a look of their own. */
export interface Said {
  readonly text: string;
  readonly as?: "code" | "strong" | "dim" | "badge";
  readonly tone?: Tone;
}

/** A drawing in a cell; the words of its row say the same. */
export interface Drawn {
  readonly picture: Markup;
}

export type Inline = string | Said;
export type Text = Inline | readonly Inline[];

export interface Column {
  readonly title: string;
  /** Numbers stand to the right; pictures are left out where there are only words. */
  readonly is?: "number" | "picture";
}

export type Cell = Text | Drawn;

/** One field of a matrix: its level, what stands in it. */
export interface Field {
  readonly level: string;
  readonly score?: number;
  readonly names: readonly string[];
}

/** One figure of a summary. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone: Tone;
}

/** One part of a document, as data: a page and a Markdown file are made from the same. */
export type Block =
  | { readonly is: "text"; readonly text: Text; readonly as?: "dim" | "lead" }
  | { readonly is: "heading"; readonly title: string }
  | { readonly is: "list"; readonly items: readonly Text[] }
  | { readonly is: "code"; readonly lines: readonly string[] }
  | { readonly is: "tiles"; readonly tiles: readonly Tile[] }
  | {
      readonly is: "table";
      readonly caption: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
      /** Narrow pages put the cells of a row under each other. @default false */
      readonly stacks?: boolean;
    }
  | {
      readonly is: "matrix";
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly { readonly title: string; readonly fields: readonly Field[] }[];
    }
  /** A drawing, and what it shows in sentences. */
  | { readonly is: "picture"; readonly picture: Markup; readonly says: readonly string[] }
  /** What the signs of the drawings mean; only where there are drawings. */
  | {
      readonly is: "key";
      readonly entries: readonly { readonly sign: Markup; readonly means: string }[];
    }
  /** Several of which one is looked at at a time. */
  | {
      readonly is: "choice";
      readonly legend: string;
      readonly options: readonly { readonly title: string; readonly content: readonly Block[] }[];
    }
  /** Something that a reader may open. */
  | { readonly is: "fold"; readonly title: Text; readonly content: readonly Block[] }
  /** Written as Markdown already, under headings from the first level on. */
  | { readonly is: "markdown"; readonly text: string };

export interface Section {
  /** In the address of a page: `#architecture`. */
  readonly id: string;
  readonly title: string;
  readonly content: readonly Block[];
}

/** A whole document; the first section is what a reader in a hurry reads. */
export interface Document {
  readonly title: string;
  /** What it is about, in a few words under the title. */
  readonly about: readonly string[];
  readonly sections: readonly Section[];
}

/** Words without their look. */
export function wordsOf(text: Text): string {
  if (typeof text === "string") return text;
  return "text" in text ? text.text : text.map(wordsOf).join("");
}
