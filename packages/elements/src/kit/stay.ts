/** For a form within a dialog: Escape does not close it, for what is written would be out of sight. */
export const stay = (event: KeyboardEvent): void => {
  if (event.key === 'Escape') event.preventDefault()
}
