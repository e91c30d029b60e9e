/**
 * Makes a photo of a picture before it is sent: what one looks at is what is kept, it takes a hundredth of what a camera
 * makes, and where it was taken stays on the device.
 */

/** Twice the largest size that is kept, in pixels. */
const EDGE = 1024
const QUALITY = 0.9

/** The square in which a face is likely: the middle of a wide picture, a little above that of a tall one. Rejects when it is no picture. */
export async function squareOf(file: Blob): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file)
  const { width, height } = picture
  const side = Math.min(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.min(side, EDGE)
  const pen = canvas.getContext('2d')!
  pen.imageSmoothingQuality = 'high'
  // What can be seen through would turn black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, EDGE, EDGE)
  pen.drawImage(
    picture,
    (width - side) / 2,
    (height - side) / 3,
    side,
    side,
    0,
    0,
    canvas.width,
    canvas.width,
  )
  picture.close()
  return canvas
}

export const toJpeg = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY),
  )
