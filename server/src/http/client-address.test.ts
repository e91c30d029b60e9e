/** Whom a request is counted as: nobody may choose that for themselves. */
import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import test from 'node:test'
import fc from 'fast-check'
import { Hono } from 'hono'
import { addressGroup, clientAddress, trustedProxy } from './client-address.ts'

/** The address of a request over a socket from `remote`, as a server with this TRUST_PROXY sees it. */
async function seen(remote: string, forwarded?: string, trust = 'none'): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, trustedProxy(trust)) ?? 'nobody'))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  const res = await app.request('/', { headers }, { incoming: { socket: { remoteAddress: remote } } })
  return res.text()
}

test('the header says nothing unless a proxy is trusted', async () => {
  assert.equal(await seen('192.0.2.1', '198.51.100.7'), '192.0.2.1')
  assert.equal(await seen('192.0.2.1', '198.51.100.7', '10.0.0.0/8'), '192.0.2.1')
})

test('behind a trusted proxy, the address that it added counts and not what the client wrote before it', async () => {
  for (const trust of ['1', '10.0.0.0/8', '10.0.0.1'])
    assert.equal(await seen('10.0.0.1', '1.1.1.1, 198.51.100.7', trust), '198.51.100.7', trust)
})

test('behind several proxies, the last address that is none of theirs counts', async () => {
  const header = '1.1.1.1, 198.51.100.7, 10.0.0.2'
  for (const trust of ['2', '10.0.0.0/8', '10.0.0.1, 10.0.0.2'])
    assert.equal(await seen('10.0.0.1', header, trust), '198.51.100.7', trust)
  assert.equal(await seen('10.0.0.1', header, '1'), '10.0.0.2')
})

test('a colleague inside the trusted network is themselves', async () => {
  assert.equal(await seen('10.0.0.1', '10.0.9.9', '10.0.0.0/8'), '10.0.9.9')
})

test('what is no address stays with the proxy that sent it', async () => {
  for (const junk of ['unknown', '', ' , ', 'a.b.c.d', '_hidden', '1.1.1.1, <script>'])
    assert.equal(await seen('10.0.0.1', junk, '1'), '10.0.0.1', junk)
})

test('ports, brackets, zones and IPv4 in IPv6 are taken off', async () => {
  for (const [text, plain] of [
    ['198.51.100.7:4711', '198.51.100.7'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
  ] as const) {
    assert.equal(await seen('10.0.0.1', text, '1'), plain)
  }
  assert.equal(await seen('::ffff:198.51.100.7'), '198.51.100.7')
  assert.equal(await seen('::ffff:10.0.0.1', '198.51.100.7', '10.0.0.0/8'), '198.51.100.7')
})

test('a request that came over no connection has no address', async () => {
  const app = new Hono().get('/', (c) => c.text(String(clientAddress(c))))
  assert.equal(await (await app.request('/')).text(), 'undefined')
})

test('whatever the header holds, with one proxy only its last part counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), fc.ipV4(), async (before, last) => {
      const forged = before.replace(/[^\x20-\x7e]/g, '')
      assert.equal(await seen('10.0.0.1', `${forged}, ${last}`, '1'), last)
    }),
  )
})

test('IPv6 addresses of one /64 count as one, however they are written', () => {
  const all = ['2001:db8:0:7::1', '2001:db8:0:7:ffff::', '2001:0DB8:0000:0007:1:2:3:4']
  assert.deepEqual([...new Set(all.map(addressGroup))], ['2001:db8:0:7::/64'])
  assert.notEqual(addressGroup('2001:db8:0:8::1'), '2001:db8:0:7::/64')
  assert.equal(addressGroup('::1'), '0:0:0:0::/64')
  assert.equal(addressGroup('198.51.100.7'), '198.51.100.7')
})

test('every IPv6 address has a group that is a network of its own first half', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const network = addressGroup(address).replace('/64', '')
      assert.equal(isIP(network), 6)
      assert.equal(addressGroup(network), addressGroup(address))
    }),
  )
})

test('what is neither none, a number of proxies nor networks cannot be used', () => {
  for (const text of ['0', '11', '-1', '1.5', 'yes', 'true', '10.0.0.0/33', '10.0.0.0/8/8'])
    assert.equal(trustedProxy(text), undefined, text)
})
