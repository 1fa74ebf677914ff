import { describe, expect, it } from 'vitest'
import { isSecureUrl } from '../../src/protocol/secure-url.js'

describe('isSecureUrl', () => {
  it.each([
    'https://maskinporten.no/',
    'HTTPS://maskinporten.no/',
    'https://maskinporten.no:8443/token?x=y',
    'https://10.0.0.1/',
    'http://127.0.0.1:8473/',
    'http://127.0.0.1',
    'http://127.1.2.3/token',
    'http://127.1/',
    'http://0x7f000001/',
    'http://localhost:8473/api/v1',
    'http://LOCALHOST/',
    'http://[::1]:8473/',
    'http://[0:0:0:0:0:0:0:1]/',
  ])('trusts %s', (url) => {
    expect(isSecureUrl(url)).toBe(true)
  })

  it.each([
    ['http://maskinporten.no/', 'not encrypted'],
    ['http://10.0.0.1/', 'a neighbour'],
    ['http://0.0.0.0/', 'every interface'],
    ['http://126.255.255.255/', 'just below loopback'],
    ['http://128.0.0.1/', 'just above loopback'],
    ['http://127.0.0.1.example.com/', 'a name that begins like loopback'],
    ['http://example.127.0.0.1.com/', 'a name with loopback in it'],
    ['http://localhost.example.com/', 'a name that begins like localhost'],
    ['http://mylocalhost/', 'a name that ends like localhost'],
    ['http://localhost@example.com/', 'loopback as a user name'],
    ['http://example.com/localhost', 'loopback as a path'],
    ['http://example.com#@localhost/', 'loopback after the fragment'],
    ['http://[::2]/', 'another IPv6 address'],
    ['ftp://localhost/', 'another scheme'],
    ['file:///etc/passwd', 'a file'],
    ['javascript:alert(1)', 'a script'],
    ['//maskinporten.no/', 'no scheme'],
    ['maskinporten.no', 'a name alone'],
    ['localhost:8473', 'a host alone'],
    ['', 'nothing'],
    ['https://', 'no host'],
  ])('does not trust %j: %s', (url) => {
    expect(isSecureUrl(url)).toBe(false)
  })
})
