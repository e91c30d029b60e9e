/** How Markdown names a picture of ours: its address, with its size behind it so that nothing need be asked to keep room for it. */
const SRC = /^\/media\/([0-9a-f]{32})\.webp#(\d{1,4})x(\d{1,4})$/
const NAMED = /\/media\/([0-9a-f]{32})\.webp/g

interface Named {
  id: string
  width: number
  height: number
}

export const attachmentSrc = ({ id, width, height }: Named): string => `/media/${id}.webp#${width}x${height}`

/** What `src` names, if it is one of ours. */
export function attachmentAt(src: string): Named | undefined {
  const [, id, width, height] = SRC.exec(src) ?? []
  const named = { id: id ?? '', width: Number(width), height: Number(height) }
  return id && named.width > 0 && named.height > 0 ? named : undefined
}

/** Ids of all that a text may name. */
export const attachmentsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(NAMED)].map(([, id]) => id!)),
]
