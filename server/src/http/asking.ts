/** What a request below `/api/v1/communities/:community` carries once the middleware has let it through. */
import type { AskingRole } from '@vlinder/contract'
import type { CommunityWords } from '../communities/queries.ts'
import type { Action } from '../identity/can.ts'
import type { Storage } from '../storage/storage.ts'

/** The member who asks, or the operator: `can()` and the queries need no more of them. */
export interface Asker {
  readonly community: string
  /** Member id; empty for the operator, who is no member. */
  readonly id: string
  readonly role: AskingRole
  /** Hears what was asked about them, whether it is allowed or not. */
  readonly heard?: (action: Action) => void
}

export interface Asking {
  Variables: {
    storage: Storage
    community: CommunityWords
    /** Origins whose pages may call. */
    origins: readonly string[]
    /** Template of the contact button's address. */
    contact: string | undefined
    /** Network address of the request; undefined where there is none. */
    address: string | undefined
    /** The issuer whom the token names, once it is known to be one of this community. */
    issuer?: string
    member: Asker
    /** What `can()` was asked last about this request. */
    action?: Action
    /** When the asker's token ends, in seconds since 1970. */
    expires: number
  }
}
