/** What is drawn: the scenes, and the small drawings in rows of tables. */
export const CHARTS = `
.scene{display:block;width:100%;height:auto}.scene.down{display:none}
@media (max-width:699px){.scene.across{display:none}.scene.down{display:block}}
svg text{fill:var(--text);font-size:14px;font-family:inherit}svg .small{font-size:12px;fill:var(--dim)}
svg .region-name{font-size:16px;font-weight:700}svg .part{font-weight:600}svg .gone{fill:var(--bad)}
svg .count{font-size:13px;font-variant-numeric:tabular-nums}svg .writes-text{font-size:12px;fill:var(--ground)}
.users{fill:var(--box);stroke:var(--edge)}.writes{fill:var(--link)}
.way{fill:none;stroke:var(--good);stroke-width:2.5}.way.closed{stroke:var(--edge);stroke-width:1.5;stroke-dasharray:3 5}
.region{fill:var(--box);stroke:var(--edge)}rect.region.lost{stroke:var(--bad);stroke-width:2;stroke-dasharray:7 4}
rect.region.degraded{stroke:var(--warn);stroke-width:2}
.rule{stroke:var(--line);fill:none}.zone{fill:none;stroke:var(--line)}.zone.lost{stroke:var(--bad);stroke-dasharray:4 3}
.hatch{stroke:var(--bad);stroke-width:1;opacity:.3;fill:none}
.cell{fill:var(--ground);stroke:var(--edge)}.cell.none{fill:none;stroke-dasharray:2 3}.cell.lost{stroke:var(--bad);fill:var(--bad-ground)}
.copy{fill:none;stroke:var(--link);stroke-width:2}
.sign.works{fill:var(--good)}.sign.waits{fill:none;stroke:var(--edge);stroke-width:2}
.sign.degraded circle{fill:none;stroke:var(--warn);stroke-width:2}.sign.degraded path{fill:var(--warn)}.sign.takes-over{fill:var(--warn)}
.sign.lost{fill:none;stroke:var(--bad);stroke-width:3}
.swatch{width:14px;height:14px;flex:none}
.chart{display:block;margin-top:.2rem;width:100%;max-width:15rem;height:auto;overflow:visible}
.track{fill:var(--plain-ground)}.limit{stroke:var(--text);stroke-width:2.5;fill:none}.tick{stroke:var(--line);fill:none}
.cut{stroke:var(--ground);stroke-width:2;fill:none}
.phase-detect{fill:var(--detect)}.phase-decide{fill:var(--decide)}.phase-execute{fill:var(--execute)}
.phase-warm-up{fill:var(--warm-up)}.phase-propagate{fill:var(--propagate)}.phase-data{fill:var(--data)}
.span{fill:var(--data);opacity:.55}.dot{fill:var(--link)}
.step-detect{fill:var(--detect)}.step-critical{fill:var(--execute)}.step-beside{fill:var(--data);opacity:.6}
.fill.home{fill:var(--data)}.fill.premium{fill:var(--execute)}
.fill.good{fill:var(--good)}.fill.warn{fill:var(--warn)}.fill.bad{fill:var(--bad)}
`;
