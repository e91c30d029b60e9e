import { define } from '../core/define.ts'
import { MemberCard } from '../member-card/member-card.ts'

define('vlinder-member-card', MemberCard)
