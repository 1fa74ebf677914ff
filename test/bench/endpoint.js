import { createServer } from 'node:http'

/** A token endpoint that answers at once, so that what is measured is mp. It runs in a process of its own. */
const body = JSON.stringify({
  access_token: `eyJhbGciOiJSUzI1NiJ9.${'e'.repeat(600)}.${'s'.repeat(342)}`,
  token_type: 'Bearer',
  expires_in: 119,
  scope: 'brreg:losore/utlegg',
})
const headers = { 'content-type': 'application/json', 'content-length': body.length }

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(body))
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
