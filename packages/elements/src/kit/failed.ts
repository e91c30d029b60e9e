/** What somebody asked for came to nothing. Unlike what a widget asks by itself, it is not tried again by itself, and the words say so. */
import type { ClientError } from '@vlinder/client'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { problem } from '../core/states.ts'

/** `waiting`: it is sent again by itself once the server has had the time that it asked for. */
export function failed(host: CommunityElement, words: AllWords, error: ClientError, waiting = false) {
  const { kind, retryAfter } = error
  const text = retryAfter ? words.failed.busy(retryAfter, waiting) : words.failed[kind as 'offline']
  return text ? html`<p class="problem panel" role="alert" part="problem">${text}</p>` : problem(host, error)
}
