import { expect, it } from 'vitest'
import { mediaAt, mediaFiles, mediaKeys, mediaSteps } from '@/lib/files/media'

const names = [
  'media/images/val/samples_0_0123456789abcdef0123.png',
  'media/images/val/samples_10_1123456789abcdef0123.png',
  'media/images/val/samples_10_2123456789abcdef0123.jpg',
  'media/images/best_of_5_20_3123456789abcdef0123.png',
  'media/images/mask/val/samples_0_4123456789abcdef0123.mask.png',
  'media/metadata/boxes2D/x_0_5123456789abcdef0123.boxes2D.json',
  'media/object3D/cloud_3_6123456789abcdef0123.pts.json',
  'media/audio/voice_summary_7123456789abcdef0123.wav',
  'requirements.txt',
]
const media = mediaFiles(names.map((name) => ({ name })))

it('reads key, kind and step from the names of files', () => {
  expect(media.map(({ key, kind, step }) => [key, kind, step])).toEqual([
    ['val/samples', 'image', 0],
    ['val/samples', 'image', 10],
    ['val/samples', 'image', 10],
    ['best_of_5', 'image', 20],
    ['cloud', 'other', 3],
    ['voice', 'audio', -1],
  ])
  expect(mediaKeys(media)).toEqual(['best_of_5', 'cloud', 'val/samples', 'voice'])
  expect(mediaSteps(media)).toEqual([-1, 0, 3, 10, 20])
})

it('shows at a step what was logged last up to it', () => {
  const at = (step: number) => mediaAt(media, 'val/samples', step).map(({ step: own }) => own)
  expect(at(-1)).toEqual([])
  expect(at(9)).toEqual([0])
  expect(at(15)).toEqual([10, 10])
})
