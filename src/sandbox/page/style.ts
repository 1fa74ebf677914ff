/** How the page looks: light and dark, wide and narrow, and without anything from elsewhere. */
export const STYLE = /* css */ `
:root {
  color-scheme: light dark;
  --paper: #f6f4ef; --card: #fffdf9; --sunk: #f0ede6; --ink: #1c2430; --soft: #5c6470; --line: #ddd8cc;
  --link: #0b5c73; --good: #17694a; --good-bg: #e3f2e9; --bad: #a3271d; --bad-bg: #fbe9e5; --odd: #7d5300; --odd-bg: #faf0d7;
  --shade: 0 1px 2px rgb(40 30 10 / .06), 0 6px 24px rgb(40 30 10 / .05);
  --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11151b; --card: #191f27; --sunk: #141920; --ink: #e7e9ec; --soft: #9aa4b1; --line: #2d3641;
    --link: #7cc7dd; --good: #7fd3a8; --good-bg: #16302a; --bad: #ff9d8f; --bad-bg: #3a1d1b; --odd: #eec26f; --odd-bg: #35290f;
    --shade: none;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; }
code, pre, .mono { font-family: var(--mono); font-size: .875em; }
code { overflow-wrap: anywhere; }
a { color: var(--link); }
h1, h2, h3, h4, p, dl, dd, ul, ol { margin: 0; padding: 0; }
h2 { font-size: 1.05rem; }
h3 { font-size: .95rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); }

.top { border-bottom: 1px solid var(--line); background: var(--card); }
.top > div { max-width: 1320px; margin: 0 auto; padding: 18px 24px; display: flex; flex-wrap: wrap; gap: 6px 20px; align-items: center; }
.top h1 { font-size: 1.3rem; letter-spacing: -.01em; display: flex; gap: 10px; align-items: center; }
.top h1 svg { width: 26px; height: 26px; flex: none; color: var(--link); }
.top p { flex: 1 1 16rem; color: var(--soft); font-size: .92rem; }
.pill { display: inline-flex; gap: 7px; align-items: center; padding: 3px 11px; border-radius: 99px; font-size: .82rem; background: var(--sunk); color: var(--soft); }
.pill::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
.pill.live { background: var(--good-bg); color: var(--good); }
.pill.lost { background: var(--bad-bg); color: var(--bad); }

.rooms { max-width: 1320px; margin: 0 auto; padding: 24px; display: grid; grid-template-columns: minmax(320px, 400px) minmax(0, 1fr); gap: 32px; align-items: start; }
.room, aside, .client, .facts, .inside, .inside section, .column { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; }
.room { gap: 12px; }
aside { gap: 28px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); }
.client { padding: 14px 16px; gap: 8px; }
.client header { display: flex; justify-content: space-between; gap: 10px; align-items: baseline; }
.tag { font-size: .75rem; padding: 1px 8px; border-radius: 99px; background: var(--sunk); color: var(--soft); white-space: nowrap; border: 1px solid var(--line); }
.tabs { display: flex; gap: 4px; }
button, select { font: inherit; color: inherit; }
.tabs button, .small { border: 1px solid transparent; background: none; border-radius: 6px; padding: 2px 9px; font-size: .82rem; color: var(--soft); cursor: pointer; }
.tabs button[aria-selected="true"] { background: var(--sunk); color: var(--ink); border-color: var(--line); }
.small:hover, .tabs button:hover { color: var(--ink); }
.copied { position: relative; }
.copied pre { margin: 0; padding: 10px 12px; padding-right: 62px; background: var(--sunk); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8rem; line-height: 1.45; }
.copied .small { position: absolute; top: 6px; right: 6px; background: var(--card); border-color: var(--line); }
details > summary { cursor: pointer; }
.client details, .facts details { font-size: .85rem; }
.client details ul { columns: 1; list-style: none; padding: 6px 0 0; max-height: 12rem; overflow: auto; }
.facts { padding: 12px 16px; font-size: .88rem; gap: 9px; }
.facts dt { color: var(--soft); font-size: .8rem; }
.facts form { display: flex; gap: 8px; flex-wrap: wrap; }
.facts select, .facts form button { border: 1px solid var(--line); background: var(--sunk); border-radius: 8px; padding: 5px 10px; min-width: 0; }
.facts select { flex: 1 1 12rem; }
.facts form button { cursor: pointer; }
.playing { background: var(--odd-bg); color: var(--odd); border-radius: 8px; padding: 6px 10px; }

.feed-head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 6px 16px; align-items: baseline; }
.feed-head label { font-size: .85rem; color: var(--soft); display: inline-flex; gap: 6px; align-items: center; margin-left: 12px; cursor: pointer; }
.empty { padding: 44px 24px; text-align: center; color: var(--soft); border-style: dashed; box-shadow: none; display: grid; gap: 6px; }
.feed { display: grid; gap: 12px; list-style: none; }
.report > summary, .line { display: grid; grid-template-columns: 5.4rem 7.2rem minmax(0, 1fr) auto; gap: 12px; align-items: baseline; padding: 12px 16px; list-style: none; }
.report > summary::-webkit-details-marker { display: none; }
.report > summary::after { content: "▸"; color: var(--soft); }
.report[open] > summary::after { content: "▾"; }
.report[open] > summary { border-bottom: 1px solid var(--line); }
.report > summary .what { overflow-wrap: anywhere; }
.line { padding: 5px 16px; font-size: .86rem; color: var(--soft); border: 1px solid transparent; }
.line .what { overflow-wrap: anywhere; }
.badge { justify-self: start; font-size: .8rem; font-weight: 600; padding: 1px 10px; border-radius: 99px; white-space: nowrap; }
.token .badge { background: var(--good-bg); color: var(--good); }
.refused .badge, .failed .badge { background: var(--bad-bg); color: var(--bad); }
.misplayed .badge { background: var(--odd-bg); color: var(--odd); }
.answered .badge { background: var(--sunk); color: var(--soft); font-weight: 500; }
.fresh { animation: come .5s ease-out; }
@keyframes come { from { opacity: 0; transform: translateY(-6px); } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; } }

.inside { padding: 16px; gap: 22px; }
.inside section { gap: 8px; }
.column { gap: 20px; }
.verdict { border-radius: 10px; padding: 14px 16px; display: grid; gap: 5px; }
.verdict h3 { font-size: 1rem; }
.verdict.good { background: var(--good-bg); }
.verdict.good h3 { color: var(--good); }
.verdict.bad { background: var(--bad-bg); }
.verdict.bad h3 { color: var(--bad); }
.verdict.odd { background: var(--odd-bg); }
.verdict.odd h3 { color: var(--odd); }
.verdict .remedy { font-size: 1rem; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px 28px; }
.lines { display: grid; grid-template-columns: minmax(4.5rem, max-content) minmax(0, 1fr); gap: 4px 14px; font-size: .86rem; }
.lines dt { font-family: var(--mono); font-size: .8rem; color: var(--soft); padding-top: 1px; overflow-wrap: anywhere; }
.lines dd { overflow-wrap: anywhere; white-space: pre-wrap; }
.lines dd code { font-size: .8rem; }
.lines dd .note { display: block; color: var(--soft); font-size: .8rem; }
.tally { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .85rem; color: var(--soft); }
.tally b { color: var(--ink); }
.rules { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px 28px; }
.rules h4 { font-size: .8rem; color: var(--soft); font-weight: 600; margin-bottom: 4px; }
.rules ul { list-style: none; display: grid; gap: 5px; }
.rule { display: grid; grid-template-columns: 1.3rem minmax(0, 1fr); font-size: .86rem; line-height: 1.4; }
.rule .sign { font-weight: 700; }
.rule.held .sign { color: var(--good); }
.rule.broken { background: var(--bad-bg); border-radius: 8px; padding: 7px 9px; margin: 0 -9px; }
.rule.broken .sign, .rule.broken .title { color: var(--bad); font-weight: 600; }
.rule.moot, .rule.unasked { color: var(--soft); }
.rule small { display: block; color: var(--soft); font-size: .76rem; overflow-wrap: anywhere; }
.rule .remedy { display: block; overflow-wrap: anywhere; }

@media (max-width: 1180px) { .rules { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 900px) {
  .rooms { grid-template-columns: minmax(0, 1fr); padding: 16px; }
  .top > div { padding: 14px 16px; }
  main { order: -1; }
  .feed-head label { margin: 0 12px 0 0; }
}
@media (max-width: 620px) {
  .pair { grid-template-columns: minmax(0, 1fr); }
  .report > summary, .line { grid-template-columns: auto 1fr auto; gap: 4px 10px; }
  .report > summary .what, .line .what { grid-column: 1 / -1; grid-row: 2; }
}
`
