/** For hosts that bundle: the element classes, and `define` to register them under their tags. */
export { AskPeer } from './ask-peer/ask-peer.ts'
export { define } from './core/define.ts'
export { VlinderContactEvent } from './events/vlinder-contact.ts'
export { VlinderErrorEvent } from './events/vlinder-error.ts'
export { VlinderLoadedEvent } from './events/vlinder-loaded.ts'
export { MemberCard } from './member-card/member-card.ts'
export { Provider } from './provider/provider.ts'
export { StoryFeed } from './story-feed/story-feed.ts'
