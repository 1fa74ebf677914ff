/**
 * What the page does: it listens, and shows. All that comes in is a stranger's text, and becomes text nodes and nothing else;
 * there is no other way from a value to the page than `make`.
 */
export const SCRIPT = /* js */ `
'use strict'
const byId = (id) => document.getElementById(id)

/** An element with a class and children; what is no element is text. */
function make(tag, className, ...children) {
  const element = document.createElement(tag)
  if (className) element.className = className
  for (const child of children.flat()) {
    if (child === undefined || child === null || child === false) continue
    element.append(child instanceof Node ? child : document.createTextNode(String(child)))
  }
  return element
}

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19)

function copyable(text) {
  const button = make('button', 'small', 'Copy')
  button.type = 'button'
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text).catch(() => {})
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 1500)
  })
  return make('div', 'copied', make('pre', '', text), button)
}

function recipes(list, label) {
  const place = make('div', '')
  const tabs = make('div', 'tabs')
  tabs.setAttribute('role', 'tablist')
  tabs.setAttribute('aria-label', label)
  const buttons = list.map(({ name, text }) => {
    const button = make('button', '', name)
    button.type = 'button'
    button.setAttribute('role', 'tab')
    button.addEventListener('click', () => choose(button, text))
    return button
  })
  function choose(chosen, text) {
    for (const button of buttons) button.setAttribute('aria-selected', String(button === chosen))
    place.replaceChildren(copyable(text))
  }
  tabs.append(...buttons)
  if (list.length > 0) choose(buttons[0], list[0].text)
  return [tabs, place]
}

function client(it) {
  const files = [it.keystore, it.password_file, it.jwk].filter(Boolean)
  const scopes = make('details', '', make('summary', '', it.scopes.length + ' scopes'),
    make('ul', '', it.scopes.map((name) => make('li', '', make('code', '', name)))))
  return make('article', 'card client',
    make('header', '', make('h3', '', it.name || it.client_id), make('span', 'tag', it.auth === 'x5c' ? 'certificate' : 'registered key')),
    make('div', 'soft', 'Organisation ' + it.orgnr + ' · ', make('code', '', it.client_id)),
    recipes(it.recipes, 'Ways to a token for ' + (it.name || it.client_id)),
    make('details', '', make('summary', '', files.length > 0 ? 'Where its key lies' : 'Its key lies with whoever registered it'),
      make('ul', '', files.map((path) => make('li', '', make('code', '', path))), it.kid && make('li', '', 'kid ', make('code', '', it.kid)))),
    scopes)
}

function lines(list) {
  return make('dl', 'lines', list.flatMap(({ name, value, note }) => [
    make('dt', '', name),
    make('dd', '', make('code', '', value), note && make('span', 'note', note)),
  ]))
}

const SIGNS = { held: '✓', broken: '✗', moot: '–', unasked: '?' }
const WORDS = { held: 'held', broken: 'broken', moot: 'not concerned', unasked: 'not asked' }

function rule(it) {
  const sign = make('span', 'sign', SIGNS[it.standing])
  sign.setAttribute('role', 'img')
  sign.setAttribute('aria-label', WORDS[it.standing])
  const source = [it.id, it.code, it.source].filter(Boolean).join(' · ')
  return make('li', 'rule ' + it.standing, sign, make('div', '',
    make('span', 'title', it.title), it.spoke && ' (the answer is for this one)',
    it.remedy && make('span', 'remedy', it.remedy), make('small', '', source)))
}

function rules(list) {
  const count = (standing) => list.filter((it) => it.standing === standing).length
  const isBroken = (name) => list.some((it) => it.group === name && it.standing === 'broken')
  const names = [...new Set(list.map((it) => it.group))]
  const groups = [...names.filter(isBroken), ...names.filter((name) => !isBroken(name))]
  const shown = groups.map((name) => {
    const those = list.filter((it) => it.group === name)
    const weight = (it) => ['broken', 'held', 'unasked', 'moot'].indexOf(it.standing)
    return make('div', '', make('h4', '', name), make('ul', '', those.toSorted((a, b) => weight(a) - weight(b)).map(rule)))
  })
  const tally = [['held', 'held'], ['broken', 'broken'], ['moot', 'about what this grant does not have'], ['unasked', 'not asked: what they need was broken']]
  return make('section', '', make('h3', '', 'Rule by rule'),
    make('p', 'tally', tally.filter(([standing]) => count(standing) > 0).map(([standing, words]) =>
      make('span', '', SIGNS[standing] + ' ', make('b', '', count(standing)), ' ' + words))),
    make('div', 'rules', shown))
}

function verdict(it) {
  const spoke = it.rules && it.rules.find((one) => one.spoke)
  const also = it.rules ? it.rules.filter((one) => one.standing === 'broken' && !one.spoke).length : 0
  const isPlayed = it.scenarios && make('p', '', 'Played: ' + it.scenarios.join(', '))
  if (it.outcome === 'token') return make('div', 'verdict good', make('h3', '', 'Good: ' + it.summary), make('p', '', 'Every rule held that concerns this grant.'), isPlayed)
  if (it.outcome === 'refused' && spoke) {
    return make('div', 'verdict bad', make('h3', '', 'Refused: ' + it.summary + (spoke.code ? ', ' + spoke.code : '')),
      make('p', '', 'The rule that was broken: ', make('b', '', spoke.title)), make('p', 'remedy', spoke.remedy), also > 0 && make('p', 'soft', 'Then there ' + (also === 1 ? 'is one more rule' : 'are ' + also + ' more rules') + ' broken: see below.'), isPlayed)
  }
  return make('div', 'verdict odd', make('h3', '', it.summary), isPlayed)
}

function certificates(list) {
  return make('section', '', make('h3', '', 'Its certificates, leaf first'), make('dl', 'lines', list.flatMap((it, at) => [
    make('dt', '', at === 0 ? 'leaf' : 'issuer ' + at),
    make('dd', '', it.subject, make('span', 'note', (it.orgnr ? 'organisation ' + it.orgnr + ' · ' : '') + 'issued by ' + it.issuer + ' · ' + it.validFrom + ' to ' + it.validTo)),
  ])))
}

function inside(it) {
  const answer = make('section', '', make('h3', '', 'The answer'),
    lines([{ name: 'status', value: it.answer.status === 0 ? 'none' : String(it.answer.status) }, ...(it.answer.manner ? [{ name: 'manner', value: it.answer.manner }] : []), ...it.answer.lines]))
  const grant = it.grant && make('section', '', make('h3', '', 'The grant’s claims'), lines(it.grant.claims))
  const header = it.grant && make('section', '', make('h3', '', 'Its header'), lines(it.grant.header))
  const chain = it.grant && it.grant.certificates.length > 0 && certificates(it.grant.certificates)
  return make('div', 'inside', verdict(it), make('div', 'pair', make('div', 'column', grant, chain && answer), make('div', 'column', header, chain || answer)), it.rules && it.rules.length > 0 && rules(it.rules))
}

const BADGES = { token: '✓ token', refused: '✗ refused', answered: 'answered', failed: '✗ failed', misplayed: '⚡ misbehaved' }

function heading(it) {
  const who = it.client ? (it.client.name || it.client.id) : ''
  const what = it.path === '/token' ? [it.summary, who && make('span', 'soft', ' · ' + who)] : [it.method + ' ' + it.path + ' ', make('span', 'soft', it.summary + (who && ' · ' + who))]
  return [make('time', 'mono soft', clock(it.at)), make('span', 'badge', BADGES[it.outcome]), make('span', 'what', what)]
}

function report(it) {
  if (it.path !== '/token') return make('li', 'line ' + it.outcome, heading(it))
  const details = make('details', 'card report ' + it.outcome, make('summary', '', heading(it)))
  // What nobody opens need not be made.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(inside(it))
  })
  return make('li', it.outcome, details)
}

const KEPT = 100

function show(it, isFresh) {
  const item = report(it)
  if (isFresh) item.classList.add('fresh')
  byId('feed').prepend(item)
  while (byId('feed').children.length > KEPT) byId('feed').lastElementChild.remove()
  byId('empty').hidden = true
  sift()
  const details = item.querySelector('details')
  if (details && byId('follow').checked) {
    for (const other of byId('feed').querySelectorAll('details.report[open]')) other.open = false
    details.open = true
  }
  if (isFresh) byId('said').textContent = BADGES[it.outcome] + ': ' + it.summary
}

function sift() {
  for (const item of byId('feed').querySelectorAll('.line')) item.hidden = byId('sift').checked
}

function playing(texts) {
  byId('playing').hidden = texts.length === 0
  byId('playing').textContent = 'Playing: ' + texts.join(', ')
}

function option(value, words) {
  const it = make('option', '', words)
  it.value = value
  return it
}

function choices(known) {
  const groups = new Map()
  for (const { name, summary, group = '' } of known) groups.set(group, [...(groups.get(group) || []), option(name, summary)])
  return [...groups].flatMap(([group, options]) => {
    if (group === '') return options
    const heading = make('optgroup', '', ...options)
    heading.label = group
    return [heading]
  })
}

function overview(all) {
  byId('issuer').replaceChildren(copyable(all.issuer))
  byId('clients').replaceChildren(...all.clients.map(client))
  byId('endpoints').replaceChildren(...all.endpoints.flatMap(({ name, url }) => [make('div', '', make('dt', '', name), make('dd', '', make('code', '', url)))]),
    make('div', '', make('dt', '', 'The CA that signs for the sandbox'), make('dd', '', make('code', '', all.ca.certificate))),
    make('div', '', make('dt', '', 'CAs of your own, as PEM, go into'), make('dd', '', make('code', '', all.trusted))))
  byId('scenario').replaceChildren(option('', 'none: behave well'), ...choices(all.scenarios.known))
  playing(all.scenarios.playing)
  byId('feed').replaceChildren()
  byId('empty').hidden = false
  for (const it of all.reports) show(it, false)
}

byId('sift').addEventListener('change', sift)
byId('play').addEventListener('submit', (event) => {
  event.preventDefault()
  const chosen = byId('scenario').value
  fetch('/_sandbox/scenario', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ scenarios: chosen ? [chosen] : [] }) })
})

function state(words, className) {
  byId('state').textContent = words
  byId('state').className = 'pill ' + className
}

const events = new EventSource('/_sandbox/events')
events.addEventListener('overview', ({ data }) => { state('live', 'live'); overview(JSON.parse(data)) })
events.addEventListener('report', ({ data }) => show(JSON.parse(data), true))
events.addEventListener('scenarios', ({ data }) => playing(JSON.parse(data)))
events.addEventListener('error', () => state('not connected; trying again', 'lost'))
`
