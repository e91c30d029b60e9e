/** A line that was removed, changed, moved, put in between or cut off shows, wherever it is. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { AuditTable } from '../storage/schema.ts'
import { GENESIS, hashOf } from './chain.ts'
import { verify } from './verify.ts'

/** A chain that holds, as `append` makes it. */
function chain(whats: { action: string; object: string | null }[]): AuditTable[] {
  const lines: AuditTable[] = []
  for (const [i, what] of whats.entries()) {
    const line = {
      community: 'zorg',
      n: i + 1,
      at: new Date(1_770_000_000_000 + i).toISOString(),
      role: 'member' as const,
      actor: 'm-1',
      type: 'story',
      address: '192.0.2.7',
      result: 'done',
      times: 1,
      ...what,
      previous: lines.at(-1)?.hash ?? GENESIS,
    }
    lines.push({ ...line, hash: hashOf(line) })
  }
  return lines
}

const chains = fc
  .array(fc.record({ action: fc.string(), object: fc.option(fc.string()) }), { minLength: 2, maxLength: 12 })
  .map(chain)
const chainAndPlace = chains.chain((lines) => fc.tuple(fc.constant(lines), fc.nat({ max: lines.length - 1 })))

test('a chain that nobody touched holds, and says its last line', async () => {
  await fc.assert(
    fc.asyncProperty(chains, async (lines) => {
      const { n, hash } = lines.at(-1)!
      assert.deepEqual(await verify(lines), {
        holds: true,
        lines: lines.length,
        first: { n: 0, hash: GENESIS },
        last: { n, hash },
      })
    }),
  )
})

test('a line that is missing, first or in between, shows where it was', async () => {
  await fc.assert(
    fc.asyncProperty(chainAndPlace, async ([lines, i]) => {
      fc.pre(i < lines.length - 1)
      const verdict = await verify(lines.toSpliced(i, 1))
      assert.ok(!verdict.holds)
      assert.deepEqual([verdict.n, verdict.why], [i + 2, `line ${i + 1} is missing`])
    }),
  )
})

test('a line of which any value was changed shows', async () => {
  const others: Partial<AuditTable> = {
    community: 'elders',
    at: '2026-01-01T00:00:00.000Z',
    role: 'operator',
    actor: null,
    action: 'another',
    type: 'other',
    object: 'another',
    address: null,
    result: 'forbidden',
    times: 2,
    previous: 'f'.repeat(64),
    hash: 'f'.repeat(64),
  }
  await fc.assert(
    fc.asyncProperty(
      chainAndPlace,
      fc.constantFrom(...(Object.keys(others) as (keyof AuditTable)[])),
      async ([lines, i], column) => {
        fc.pre(lines[i]![column] !== others[column])
        const verdict = await verify(lines.with(i, { ...lines[i]!, [column]: others[column] }))
        assert.ok(!verdict.holds)
        assert.equal(verdict.n, i + 1)
      },
    ),
  )
})

test('a line that was changed and given a fitting hash breaks the line after it', async () => {
  await fc.assert(
    fc.asyncProperty(chainAndPlace, async ([lines, i]) => {
      fc.pre(i < lines.length - 1)
      const { hash: _, ...line } = { ...lines[i]!, actor: 'somebody else' }
      const verdict = await verify(lines.with(i, { ...line, hash: hashOf(line) }))
      assert.ok(!verdict.holds)
      assert.equal(verdict.n, i + 2)
    }),
  )
})

test("two lines that changed places show, also when they took each other's numbers", async () => {
  await fc.assert(
    fc.asyncProperty(chainAndPlace, async ([lines, i]) => {
      fc.pre(i < lines.length - 1)
      const [a, b] = [lines[i]!, lines[i + 1]!]
      assert.ok(!(await verify(lines.with(i, b).with(i + 1, a))).holds)
      const renumbered = lines.with(i, { ...b, n: a.n }).with(i + 1, { ...a, n: b.n })
      assert.ok(!(await verify(renumbered)).holds)
    }),
  )
})

test('a line that was put in between shows, also when it was chained to the one before', async () => {
  await fc.assert(
    fc.asyncProperty(chainAndPlace, async ([lines, i]) => {
      const { hash, ...line } = { ...lines[i]!, n: lines[i]!.n + 1, previous: lines[i]!.hash }
      const inserted = { ...line, hash: hashOf(line) }
      assert.ok(hash)
      const after = lines.slice(i + 1).map((one) => ({ ...one, n: one.n + 1 }))
      if (after.length > 0) assert.ok(!(await verify([...lines.slice(0, i + 1), inserted, ...after])).holds)
      assert.ok(!(await verify(lines.toSpliced(i, 0, lines[i]!))).holds)
    }),
  )
})

test('lines cut off at the end show to who noted one of them, and to nobody else', async () => {
  await fc.assert(
    fc.asyncProperty(chainAndPlace, async ([lines, i]) => {
      fc.pre(i < lines.length - 1)
      const noted = lines.at(-1)!
      const cut = lines.slice(0, i + 1)
      assert.ok((await verify(cut)).holds)
      const verdict = await verify(cut, { expected: noted })
      assert.ok(!verdict.holds)
      assert.equal(verdict.n, i + 2)
      assert.ok((await verify(lines, { expected: lines[i]! })).holds)
    }),
  )
})

test('a chain that was made anew from some line on shows to who noted a line after it', async () => {
  const [real, forged] = ['story:delete', 'story:change'].map((action) =>
    chain(['story:write', action, 'member:change'].map((action) => ({ action, object: 's-1' }))),
  )
  assert.ok((await verify(forged!)).holds)
  const verdict = await verify(forged!, { expected: real![2]! })
  assert.ok(!verdict.holds)
  assert.equal(verdict.why, 'line 3 is not the one that was noted')
})

test('a part that begins later holds by itself, and says which line it follows', async () => {
  const lines = chain(Array.from({ length: 4 }, () => ({ action: 'a', object: null })))
  const verdict = await verify(lines.slice(2), { part: true })
  assert.ok(verdict.holds)
  assert.deepEqual(verdict.first, { n: 2, hash: lines[1]!.hash })
  assert.ok(!(await verify(lines.slice(2))).holds)
})

test('the hash is that of the canonical JSON that docs/operating.md describes', () => {
  const line = chain([{ action: 'story:delete', object: 's-é"\\' }])[0]!
  const { hash, ...unhashed } = line
  assert.equal(hashOf(unhashed), hash)
  assert.equal(hashOf(Object.fromEntries(Object.entries(unhashed).reverse()) as typeof unhashed), hash)
  // As Python makes it: hashlib.sha256(json.dumps(line, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).
  assert.equal(hash, '5a233f05d41b7156b9e6376bffa3e576a5311ac478660a02ebd9b018a0a08fb3')
})
