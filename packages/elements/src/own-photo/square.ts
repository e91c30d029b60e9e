/**
 * Draws a picture before it is sent: what one looks at is what is kept, it takes a hundredth of what a camera
 * makes, and where it was taken stays on the device.
 */

/** Twice the largest size that is kept, in pixels. */
const EDGE = 1024
const QUALITY = 0.9

/** What is taken of a picture, and how much smaller it is drawn. */
interface Cut {
  x: number
  y: number
  width: number
  height: number
  scale: number
}

/** The square in which a face is likely: the middle of a wide picture, a little above that of a tall one. Rejects when it is no picture. */
export const squareOf = (file: Blob): Promise<HTMLCanvasElement> =>
  drawn(file, (width, height) => {
    const side = Math.min(width, height)
    return {
      x: (width - side) / 2,
      y: (height - side) / 3,
      width: side,
      height: side,
      scale: Math.min(1, EDGE / side),
    }
  })

/** What `cut` takes of a picture. Rejects when it is no picture. */
export async function drawn(
  file: Blob,
  cut: (width: number, height: number) => Cut,
): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file)
  const { x, y, width, height, scale } = cut(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d')!
  pen.imageSmoothingQuality = 'high'
  // What can be seen through would turn black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas
}

export const toJpeg = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY),
  )
