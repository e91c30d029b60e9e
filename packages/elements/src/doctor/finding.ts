/** What the doctor finds in a page. What `vlinder doctor` finds, too, has the same name there; docs/doctor.md explains all. */

export type FindingName =
  | 'script-twice'
  | 'script-attribute'
  | 'script-community'
  | 'other-copy'
  | 'tag-unknown'
  | 'attribute-unknown'
  | 'setting-missing'
  | 'insecure-context'
  | 'prototype-patched'
  | 'mixed-content'
  | 'offline'
  | 'server-unreachable'
  | 'server-not-vlinder'
  | 'origin-not-allowed'
  | `proxy-${'drops-authorization' | 'answers' | 'strips'}`
  | `csp-${'script' | 'connect' | 'img'}-src`
  | 'get-token'
  | `token-url-${'unreachable' | 'cors' | 'redirect' | 'method' | 'html' | 'signed-out' | 'status' | 'json' | 'no-token' | 'cacheable'}`
  | `token-${'unreadable' | 'header' | 'typ' | 'aud' | 'name' | 'claim' | 'milliseconds' | 'lifetime' | 'future' | 'expired' | 'refused'}`

export interface Finding {
  name: FindingName
  /** What stands there, to the letter. Never a token, a name or an id of a person. */
  found: string
  /** The line to paste, where there is one. */
  fix?: string
}

export type Find = (name: FindingName, found: string, fix?: string) => void

/** It works, and will hurt. The others do not work for somebody. */
export const isWarning = ({ name }: Finding) => /twice|context|patched|strips|cacheable/.test(name)

/** In words: of its own, or of what it is a sort of (`csp-img-src` is of `csp`). */
export function sentence(name: string, findings: Record<string, string>): string {
  return findings[name] ?? sentence(name.replace(/-?[^-]*$/, ''), findings)
}
