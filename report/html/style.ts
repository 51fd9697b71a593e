/**
 * How the page looks: light or dark as the reader's machine is, and on paper. Colours keep a contrast
 * of 4.5 to 1 between text and ground in both (WCAG 2.2, 1.4.3).
 */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--dim:#545c66;--line:#c4cad1;--box:#f5f7f9;
--works:#1a7f45;--waits:#6b7480;--takes:#8a5a00;--lost:#b3261e;--link:#0b57b8}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e8eaed;--dim:#a9b1ba;--line:#454c55;
--box:#1d2125;--works:#58c98a;--waits:#a0a8b2;--takes:#e0b04c;--lost:#ff8a80;--link:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:1rem;background:var(--ground);color:var(--text);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{position:static}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
h1{margin-bottom:0}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
.wide{overflow-x:auto;max-width:100%}
.wide svg.scene,.wide svg.timeline{min-width:640px;width:100%;height:auto;display:block}
table{border-collapse:collapse}th,td{padding:.3rem .6rem;border:1px solid var(--line);text-align:left;overflow-wrap:normal;
vertical-align:top}th{background:var(--box)}td.number{text-align:right;font-variant-numeric:tabular-nums}
.met{color:var(--works)}.risk{color:var(--takes)}.breached{color:var(--lost)}.dim{color:var(--dim)}
td ul{margin:0;padding-left:1.1rem}
details{margin:.5rem 0;border:1px solid var(--line);border-radius:6px;padding:.4rem .8rem}
summary{cursor:pointer;font-weight:600}
pre{overflow-x:auto;background:var(--box);padding:.8rem;white-space:pre-wrap}
svg text{fill:var(--text);font-size:13px}svg .small{font-size:11px;fill:var(--dim)}
svg .strong{font-weight:700}svg .gone{fill:var(--lost)}
.users{fill:var(--box);stroke:var(--line)}
.way{fill:none;stroke:var(--works);stroke-width:2.5}.way.closed{stroke:var(--waits);stroke-width:1.2;stroke-dasharray:4 5}
.region{fill:var(--box);stroke:var(--line);stroke-width:1.2}
rect.lost{stroke:var(--lost);stroke-width:2;stroke-dasharray:7 4}rect.degraded{stroke:var(--takes);stroke-width:2}
circle.works{fill:var(--works)}circle.waits{fill:none;stroke:var(--waits);stroke-width:2}
circle.takes-over,circle.degraded{fill:var(--takes)}circle.lost{fill:var(--lost)}
.cell{fill:var(--ground);stroke:var(--line)}.gone-cell{stroke:var(--lost)}
.copy{fill:none;stroke:var(--text);stroke-width:1.5}
.bar.detect{fill:var(--takes)}.bar.critical{fill:var(--lost)}.bar.beside{fill:var(--waits)}
.phase-detect{fill:#8a5a00;background:#8a5a00}.phase-decide{fill:#6a4fb3;background:#6a4fb3}.phase-execute{fill:#0b57b8;background:#0b57b8}.phase-warm-up{fill:#b3261e;background:#b3261e}
.phase-propagate{fill:#1a7f45;background:#1a7f45}.phase-other{fill:var(--waits);background:var(--waits)}.swatch{display:inline-block;width:.9em;height:.9em;margin-left:1em}.objective{stroke:var(--text);stroke-width:2;fill:none}
@media print{nav,.skip{display:none}body{max-width:none}section{break-inside:auto}svg,tr{break-inside:avoid}
details{border:0}:root{color-scheme:light}}
`.trim();
