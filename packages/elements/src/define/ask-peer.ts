import { AskPeer } from '../ask-peer/ask-peer.ts'
import { define } from '../core/define.ts'

define('vlinder-ask-peer', AskPeer)
