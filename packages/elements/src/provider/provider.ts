import type { ConnectOptions } from '@vlinder/client'
import { html } from 'lit/html.js'
import { css } from '../core/css.ts'
import { ReactiveElement } from '../core/reactive-element.ts'
import { providers } from '../core/settings.ts'

/**
 * Settings for every widget inside it: for single-page apps, and for several communities on one page.
 *
 * @tagname vlinder-provider
 * @attr {string} server - address of the Vlinder server; default the script's own, up to `/sdk/v1/`
 * @attr {string} community - id of the community
 * @attr {string} token-url - address at the host that answers a POST with JSON `{token}`
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @property {Function} getToken - `({refresh, signal}) => Promise<string>`, instead of `token-url`
 * @slot - the page, or the part of it that has widgets
 */
export class Provider extends ReactiveElement {
  static override properties = {
    server: {},
    community: {},
    tokenUrl: { attribute: 'token-url' },
    signIn: { attribute: 'sign-in' },
    getToken: { attribute: false },
  }
  static override styles = [css`:host { display: contents }`]

  declare server: string | undefined
  declare community: string | undefined
  declare tokenUrl: string | undefined
  declare signIn: string | undefined
  declare getToken: ConnectOptions['getToken']

  protected override updated(): void {
    providers.dispatchEvent(new Event('change'))
  }

  protected override render() {
    return html`<slot></slot>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-provider': Provider
  }
}
