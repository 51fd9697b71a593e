/** Tables, tiles, choices and whatever else a page is put together from. */
export const PARTS = `
.wide{overflow-x:auto;max-width:100%;margin:1rem 0 1.5rem}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{padding:0 0 .5rem;text-align:left;color:var(--dim);font-size:.88rem;caption-side:top;max-width:75ch}
th,td{padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--dim);font-size:.8rem;line-height:1.3;vertical-align:bottom;border-bottom-color:var(--edge)}
.number{text-align:right;font-variant-numeric:tabular-nums}td.number{white-space:nowrap}
td.picture{min-width:10rem;width:14rem}tbody th{min-width:12rem}
.badge{display:inline-block;padding:.05rem .5rem;border-radius:.6rem;background:var(--plain-ground);font-size:.85em;white-space:nowrap}
.badge.good{background:var(--good-ground)}.badge.warn{background:var(--warn-ground)}.badge.bad{background:var(--bad-ground)}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,14.5rem),1fr));gap:.75rem;margin:0 0 1.5rem}
.tile{display:flex;flex-direction:column;padding:.8rem 1rem;background:var(--box);border-radius:10px;border-left:4px solid var(--edge)}
.tile dt{color:var(--dim);font-size:.85rem}.tile dd{margin:0}
.tile .value{font-size:1.6rem;line-height:1.3;font-weight:650;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.tile .note{color:var(--dim);font-size:.88rem;line-height:1.4}
.tile.good{border-color:var(--good)}.tile.warn{border-color:var(--warn)}.tile.bad{border-color:var(--bad)}
.tile.good .value{color:var(--good)}.tile.warn .value{color:var(--warn)}.tile.bad .value{color:var(--bad)}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:.5rem 0 1rem;padding:0;list-style:none;color:var(--dim);font-size:.88rem}
.key li{display:flex;align-items:center;gap:.4rem}
details{margin:.4rem 0;border:1px solid var(--line);border-radius:8px;padding:.5rem 1rem}
details[open]{padding-bottom:1rem}
summary{cursor:pointer;overflow-wrap:anywhere}summary:hover{color:var(--link)}
.choice{display:flex;flex-wrap:wrap;gap:.4rem;margin:1rem 0;padding:0;border:0;min-width:0}
.choice legend{margin-bottom:.5rem;color:var(--dim);font-size:.88rem}
.choice input{position:absolute;opacity:0;pointer-events:none}
.choice label{padding:.25rem .8rem;border:1px solid var(--edge);border-radius:1rem;font-size:.88rem;cursor:pointer}
.choice label:hover{border-color:var(--link);color:var(--link)}
.choice input:checked+label{background:var(--text);border-color:var(--text);color:var(--ground)}
.choice input:focus-visible+label{outline:3px solid var(--link);outline-offset:2px}
.chosen{display:none;order:1;width:100%;min-width:0}.choice input:checked+label+.chosen{display:block}
.chosen h3{margin-top:1rem}.chosen ul{color:var(--dim);font-size:.93rem}
.matrix{table-layout:fixed;min-width:34rem;max-width:56rem}.matrix th,.matrix td{padding:.5rem;border:3px solid var(--ground);vertical-align:top}
.matrix tbody th{min-width:0}.matrix th{font-size:.85rem;color:var(--dim)}.matrix th[scope=row]{padding-left:0}
.level{height:4.2rem;border-radius:8px}.rank{display:block;font-size:.78rem;color:var(--dim)}
.level.low{background:var(--good-ground)}.level.medium{background:var(--warn-ground)}.level.high{background:var(--bad-ground)}.level.critical{background:var(--critical-ground)}
.level .rank{color:var(--text)}
.pin{display:inline-block;min-width:1.6rem;margin:.15rem .15rem 0 0;padding:0 .35rem;border-radius:.8rem;background:var(--text);color:var(--ground);font-size:.82rem;font-weight:650;text-align:center}
@media (max-width:699px){.stacks,.stacks tbody,.stacks tr,.stacks td,.stacks th{display:block;width:auto}.stacks caption{display:block}
.stacks thead{display:none}.stacks tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
.stacks tbody th{min-width:0}.stacks td,.stacks th{padding:.1rem 0;border:0;text-align:left;white-space:normal}
.stacks td:not(.picture):not(:empty)::before{content:attr(data-label) ": ";color:var(--dim);font-size:.85rem}.stacks td:empty{display:none}
.stacks td.picture{width:100%}.stacks td.number{display:inline-block;margin-right:1rem}h1{font-size:1.9rem}.lead{font-size:1.2rem}.tile .value{font-size:1.4rem}}
@media print{details{border:0;padding:0}details:not([open])>*:not(summary){display:block}details::details-content{content-visibility:visible;display:block}
.choice legend,.choice input,.choice label{display:none}.chosen{display:block;break-inside:avoid}
.tile,.badge,.level,.pin,.key,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
