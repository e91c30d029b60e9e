/**
 * The intranet's own sessions: a signed cookie that says who signed in here and until when. Vlinder never sees it: it
 * stays between the browser and the intranet.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const NAME = 'lindenet'
/** A working day. */
const LIFETIME_S = 8 * 60 * 60

export interface Sessions {
  /** A `Set-Cookie` that begins a session. */
  begin(id: string): string
  /** Who the session in this `Cookie` header is of, if it holds. */
  of(cookie: string | undefined): string | undefined
}

export function sessions(secret: string): Sessions {
  const sealOf = (text: string) => createHmac('sha256', secret).update(text).digest()

  return {
    begin(id) {
      const text = `${encodeURIComponent(id)}.${Math.floor(Date.now() / 1000) + LIFETIME_S}`
      const value = `${text}.${sealOf(text).toString('base64url')}`
      // Scripts cannot read it, and other sites' requests do not carry it. An intranet on https adds Secure.
      return `${NAME}=${value}; Path=/; Max-Age=${LIFETIME_S}; HttpOnly; SameSite=Lax`
    },
    of(cookie = '') {
      const value = cookie.split(/; */).find((one) => one.startsWith(`${NAME}=`))
      const [, text, id, until, seal] =
        /^((.+)\.(\d+))\.([\w-]{43})$/.exec(value?.slice(NAME.length + 1) ?? '') ?? []
      if (!text || !id || !timingSafeEqual(Buffer.from(seal!, 'base64url'), sealOf(text))) return undefined
      return Number(until) > Date.now() / 1000 ? decodeURIComponent(id) : undefined
    },
  }
}
