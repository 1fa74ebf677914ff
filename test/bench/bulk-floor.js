import { Agent, request } from 'node:http'

/** One connection that posts a ready-made body again and again, each when the last is answered; prints how many a second. */
const [, , url, count] = process.argv
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const body = `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${'a'.repeat(800)}`
const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }

function post() {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      incoming.resume().on('end', resolve)
    })
    outgoing.on('error', reject).end(body)
  })
}

const start = process.hrtime.bigint()
for (let sent = 0; sent < Number(count); sent++) await post()
console.log(Math.round(Number(count) / (Number(process.hrtime.bigint() - start) / 1e9)))
agent.destroy()
