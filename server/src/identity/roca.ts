/** RSA keys from chips whose primes can be guessed (CVE-2017-15361): factored in hours, and known by their modulus alone. */
import type { KeyObject } from 'node:crypto'

const SMALL_PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
]

/** For each small prime, the remainders that such a modulus leaves: the powers of 65537. */
const POWERS = SMALL_PRIMES.map((prime) => {
  const powers = new Set<number>()
  for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power)
  return { prime: BigInt(prime), powers }
})

/** Another key leaves these remainders by chance less than once in 2^27. */
export function isRoca(key: KeyObject): boolean {
  const { n } = key.export({ format: 'jwk' })
  const modulus = BigInt(`0x${Buffer.from(String(n), 'base64url').toString('hex')}`)
  return POWERS.every(({ prime, powers }) => powers.has(Number(modulus % prime)))
}
