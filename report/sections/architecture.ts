import type { Block, Section } from "../document/model";
import { drawing } from "../html/drawing";
import { conditionSign, SIGNS_EXPLAINED } from "../html/signs";
import type { Scene } from "../scene/model";

/** The system drawn in its steady state and in every failure. */
export function architecture(scenes: readonly Scene[]): Section {
  return {
    ...{ id: "architecture", title: "Architecture" },
    content: [
      {
        is: "key",
        entries: SIGNS_EXPLAINED.map(([sign, means]) => ({ sign: conditionSign(sign), means })),
      },
      {
        is: "choice",
        legend: "Show the system when",
        options: scenes.map((scene) => ({ title: scene.title, content: [pictureOf(scene)] })),
      },
    ],
  };
}

function pictureOf(scene: Scene): Block {
  return { is: "picture", picture: drawing(scene), says: scene.sentences };
}
