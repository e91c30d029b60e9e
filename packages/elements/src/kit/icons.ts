/** Drawings that tell kinds apart by shape, so that colour never has to. */
import type { StoryKind } from '@vlinder/contract'
import { svg } from 'lit/html.js'

const PATHS: Record<StoryKind | 'close', string> = {
  /** A road that dips, and goes on. */
  failure: 'M1 5c4 0 4 10 8 10s4-5 9-5m-3-3 3 3-3 3',
  /** A seedling. */
  success: 'M10 17v-5c-5 0-6-3-6-6 4 0 6 2 6 6 0-5 2-8 6-8 0 4-2 6-6 6',
  /** An open book. */
  practice: 'M10 5Q7 4 3 4v11q4 0 7 1 3-1 7-1V4q-4 0-7 1v11',
  /** A clock at work. */
  'in-progress': 'M10 3a7 7 0 1 0 .1 0M10 6v4l3 2',
  close: 'M5 5l10 10M15 5 5 15',
}

export const icon = (name: keyof typeof PATHS) =>
  svg`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]} /></svg>`
