import { createHash } from 'node:crypto'
import type { Answer } from '../answer.js'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'

const MARK = `<svg viewBox="0 0 26 26" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round">
<path d="M4 23V11a9 9 0 0 1 18 0v12"/><path d="M9.5 23V12a3.5 3.5 0 0 1 7 0v11"/><path d="M2 23h22"/></svg>`

const BODY = /* html */ `
<header class="top"><div>
<h1>${MARK} Maskinporten sandbox</h1>
<p>A Maskinporten on this machine. It judges grants by the published rules, and shows what it saw.</p>
<span id="state" class="pill">connecting</span>
</div></header>
<div class="rooms">
<aside>
<section class="room" aria-labelledby="at"><h2 id="at">Issuer</h2><div id="issuer"></div></section>
<section class="room" aria-labelledby="who"><h2 id="who">Get a token</h2><div id="clients" class="room"></div></section>
<section class="room" aria-labelledby="bad"><h2 id="bad">Misbehave</h2>
<div class="card facts"><p>For testing what your software does when Maskinporten is not well.</p>
<form id="play"><label class="unseen" for="scenario">Scenario</label><select id="scenario"></select><button>Play</button></form>
<p id="playing" class="playing" hidden></p></div></section>
<section class="room" aria-labelledby="where"><h2 id="where">Where things are</h2><dl id="endpoints" class="card facts"></dl></section>
</aside>
<main class="room" aria-labelledby="came">
<div class="feed-head"><h2 id="came">What came in</h2>
<span class="tabs"><label><input type="checkbox" id="follow" checked> open the latest</label>
<label><input type="checkbox" id="sift"> only /token</label></span></div>
<p id="said" class="unseen" role="status"></p>
<div id="empty" class="card empty"><p><b>Nothing has come in yet.</b></p><p>Copy a line under “Get a token”, run it in a terminal, and watch.</p></div>
<ol id="feed" class="feed" reversed></ol>
<noscript><p>This page listens with JavaScript; it is all in the page itself.</p></noscript>
</main>
</div>
`

const HTML = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Maskinporten sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${STYLE}</style></head><body>${BODY}<script>${SCRIPT}</script></body></html>
`

/** What the browser may do: run this script and no other, take this style, and speak to the sandbox (CSP 3). */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLE)}'`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** The page, whole: it fetches nothing from anywhere, and learns from events what to show. */
export function document(): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
    body: HTML,
  }
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
