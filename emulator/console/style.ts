/** The look of the console: quiet surfaces, one green, exact numbers. */
export const STYLE = `
:root { color-scheme: light dark; --page:#FAFAF7; --surface:#FFF; --ink:#14171A; --muted:#566069; --line:#E3E6E1;
  --accent:#0B6E4F; --on-accent:#FFF; --warn:#8A5200; --danger:#B42318; --info:#175CD3; }
@media (prefers-color-scheme: dark) { :root { --page:#0C0F0E; --surface:#141917; --ink:#EEF1EF; --muted:#9CA8A2;
  --line:#27312C; --accent:#4FD6A0; --on-accent:#06281B; --warn:#F2B84B; --danger:#FF8A80; --info:#84B6FF; } }
* { box-sizing: border-box; }
body { margin:0; background:var(--page); color:var(--ink); font:14px/1.5 Inter,system-ui,"PingFang SC","Noto Sans SC",sans-serif; }
main, header > div { max-width:1120px; margin:0 auto; padding:0 20px; }
header { border-bottom:1px solid var(--line); background:var(--surface); }
header > div { display:flex; flex-wrap:wrap; gap:4px 20px; align-items:center; min-height:56px; padding-block:8px; }
header strong { font-size:16px; } header nav { display:flex; gap:16px; margin-left:auto; }
h1 { font-size:20px; margin:24px 0 4px; overflow-wrap:anywhere; } h2 { font-size:16px; margin:32px 0 8px; }
p { margin:4px 0 12px; color:var(--muted); max-width:68ch; }
a { color:var(--accent); text-underline-offset:2px; }
:focus-visible { outline:2px solid var(--accent); outline-offset:2px; border-radius:4px; }
.box { background:var(--surface); border:1px solid var(--line); border-radius:10px; overflow-x:auto; }
.box + .box { margin-top:12px; }
table { width:100%; border-collapse:collapse; font-variant-numeric:tabular-nums; }
th, td { text-align:left; padding:8px 14px; border-bottom:1px solid var(--line); white-space:nowrap; vertical-align:middle; }
tr:last-child td { border-bottom:0; } th { color:var(--muted); font-weight:500; font-size:13px; }
td.end, th.end { text-align:right; }
code, pre { font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace; } code { user-select:all; }
pre { margin:0; padding:14px; overflow-x:auto; } .empty { padding:20px 14px; margin:0; }
.state::before { content:""; display:inline-block; width:8px; height:8px; border-radius:4px; margin-right:8px; background:var(--muted); }
.state.good::before { background:var(--accent); } .state.bad::before { background:var(--danger); }
.state.wait::before { background:var(--warn); }
button { font:inherit; font-weight:500; padding:4px 12px; border-radius:8px; border:1px solid var(--line); background:var(--surface);
  color:var(--ink); cursor:pointer; } button:hover { border-color:var(--muted); }
button.main { background:var(--accent); border-color:var(--accent); color:var(--on-accent); }
form.row { display:flex; flex-wrap:wrap; gap:8px 20px; align-items:center; padding:12px 14px; }
label { display:inline-flex; gap:8px; align-items:center; } input[type=number] { width:90px; } input[type=text] { width:220px; }
input[type=number], input[type=text] { font:inherit; padding:4px 8px; border-radius:8px; border:1px solid var(--line); background:var(--page); color:var(--ink); }
details summary { cursor:pointer; padding:10px 14px; font-weight:500; } footer { padding:40px 0; color:var(--muted); }
`;
