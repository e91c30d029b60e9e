/** Runs on the page that the popup comes back to: hands the code to the page that began, and closes, or says what to do. */
import { returnFromSignIn } from '@vlinder/client'
import { languageOf } from '../core/settings.ts'
import { signInWords } from './words.ts'

async function comeBack(): Promise<void> {
  const known = await returnFromSignIn()
  const words = signInWords[languageOf(document.documentElement)]
  // Seen only where the browser did not close the window.
  const dialog = document.createElement('dialog')
  dialog.className = 'vlinder-signed-in'
  dialog.textContent = known ? words.done : words.lost
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

void comeBack()
