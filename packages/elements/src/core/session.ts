/** The reader's session at the host, as widgets find out about it: its end is told to the page once, its return to all of them. */
import type { ClientError, Link } from '@vlinder/client'
import { VlinderSessionExpiredEvent } from '../events/vlinder-session-expired.ts'
import type { CommunityElement } from './community-element.ts'

/** Over these links nobody is signed in. */
const ended = new WeakSet<Link>()

/** Fires `back` when it makes sense to ask again. */
export const sessions = new EventTarget()
const back = () => sessions.dispatchEvent(new Event('back'))

/** What `host` asked failed. */
export function failedAt(host: CommunityElement, { kind }: ClientError): void {
  if (kind !== 'signed-out' || ended.has(host.community)) return
  ended.add(host.community)
  host.dispatchEvent(new VlinderSessionExpiredEvent(back))
}

/** Something was answered. */
export function answered(link: Link): void {
  if (ended.delete(link)) back()
}
