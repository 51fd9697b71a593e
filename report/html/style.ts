import { CHARTS } from "./style-charts";
import { PARTS } from "./style-parts";

/**
 * How the page looks: light or dark as the reader's machine is, and on paper. Colours keep a contrast
 * of 4.5 to 1 between text and ground, and of 3 to 1 for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const COLORS = `
:root{color-scheme:light dark;--ground:#fff;--box:#f5f7f9;--text:#14191f;--dim:#57616d;--line:#dde2e8;--edge:#8b96a3;
--good:#17703d;--warn:#875200;--bad:#b3261e;--link:#0b57b8;--good-ground:#e4f3ea;--warn-ground:#fcf0da;--bad-ground:#fce9e7;--plain-ground:#eef1f4;
--critical-ground:#f6c9c4;--detect:#b07a00;--decide:#7b52ab;--execute:#1f6fb2;--warm-up:#c4501b;--propagate:#0a8467;--data:#5b6b7c}
@media (prefers-color-scheme:dark){:root{--ground:#0f1317;--box:#171c22;--text:#e8ebee;--dim:#a6b0bb;--line:#2b333c;--edge:#6d7884;
--good:#62d195;--warn:#e9b75a;--bad:#ff9288;--link:#8dbbff;--good-ground:#12301f;--warn-ground:#352808;--bad-ground:#3b1917;--plain-ground:#212830;
--critical-ground:#5c211d;--detect:#d79a2b;--decide:#a98bd6;--execute:#4f9fe0;--warm-up:#ef7d4d;--propagate:#35b893;--data:#93a3b3}}
`;

const PAGE = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0 auto;max-width:1360px;padding:2rem 1.25rem 4rem;background:var(--ground);color:var(--text);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{position:static}
header{margin-bottom:1.5rem}
.eyebrow{margin:0;color:var(--dim);font-size:.8rem;letter-spacing:.08em;text-transform:uppercase}
h1{margin:0 0 .4rem;font-size:2.4rem;line-height:1.15;letter-spacing:-.02em}
h2{margin:0 0 1rem;font-size:1.6rem;line-height:1.2;letter-spacing:-.01em}
h3{margin:1.75rem 0 .5rem;font-size:1.1rem}h4,h5,h6{margin:1.25rem 0 .25rem;font-size:1rem}
p{margin:.5rem 0;max-width:75ch}li{max-width:80ch}
.lead{font-size:1.35rem;line-height:1.4;margin:0 0 1.25rem}
.dim{color:var(--dim)}.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}
.about{display:flex;flex-wrap:wrap;gap:.4rem;margin:0;padding:0;list-style:none}
.about li{padding:.1rem .7rem;border:1px solid var(--line);border-radius:1rem;font-size:.9rem;color:var(--dim)}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem .9rem;margin:0 0 2rem;padding:0;list-style:none;font-size:.95rem}
nav a{display:block;padding:.25rem 0;text-decoration:none}nav a:hover{text-decoration:underline}
section{padding:2rem 0 1rem;border-top:1px solid var(--line)}
section:first-child{border-top:0;padding-top:0}
code{font:.92em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{margin:.5rem 0;padding:.8rem 1rem;background:var(--box);border-radius:8px;overflow-x:auto}
@media (min-width:1100px){body{display:grid;grid-template-columns:13rem minmax(0,1fr);column-gap:3rem;align-content:start}
header,.skip{grid-column:1/-1}nav{position:sticky;top:1.5rem;align-self:start}nav ul{flex-direction:column}}
@media print{body{display:block;max-width:none;padding:0;font-size:9.5pt}nav,.skip{display:none}
:root{color-scheme:light}section{break-inside:auto;padding:1rem 0}h2,h3{break-after:avoid}svg,tr,.tile{break-inside:avoid}
.wide{overflow:visible!important}}
`;

export const STYLE = [COLORS, PAGE, PARTS, CHARTS].map((part) => part.trim()).join("\n");
