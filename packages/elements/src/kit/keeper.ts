/** Keeps the drafts of a link outside this page. A part of its own: it comes once there is something to write in. */
import { type DraftKeeper, draftKeeper, type Link } from '@vlinder/client'
import { naming } from './naming.ts'

/** `told` is called when something became of a draft. */
export function keeper(link: Link, told: () => void): DraftKeeper {
  const made = draftKeeper(link, told, storage())
  addEventListener('storage', ({ key, newValue }) => made.heard(key, newValue))
  addEventListener('online', made.again)
  // The same listener for every link; before the page can keep it away.
  addEventListener('input', naming, true)
  return made
}

/** In a sandboxed frame the very question is an error. */
function storage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
