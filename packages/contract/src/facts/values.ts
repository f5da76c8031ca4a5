/** Facts of values that many operations share: ids, names, addresses (platform-api sections 2 and 3). */
import { type Fact, like } from './notation.js'

const long = (length: number, of = 'a') => of.repeat(length)

const ids = { accepts: ['abcd', '0-_9', long(36)], refuses: ['abc', long(37), 'ABCD', 'ab.d', 'abcd\n', ''] }
export const projectId = like('^[a-zA-Z0-9-]{1,64}$')
export const taskId = like('^[a-z0-9-_]{4,36}$', ids)
export const otherId = taskId
export const sourceId = like('^[0-9a-z-_]{4,36}$', ids)
export const uuid4 = like('^[0-9a-f]{8}-[0-9a-f]{4}-[4][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$', {
  accepts: ['01234567-89ab-4def-8123-456789abcdef', '01234567-89ab-4def-b123-456789abcdef'],
  refuses: [
    '01234567-89ab-3def-8123-456789abcdef',
    '01234567-89ab-4def-7123-456789abcdef',
    '01234567-89AB-4DEF-8123-456789ABCDEF',
    '0123456789ab4def8123456789abcdef',
  ],
})
/** Between comma and underscore the published class is a range, which takes in `./:;<=>?@[\]^` as well. */
export const serviceName = like(String.raw`^[a-zA-Z0-9\u4e00-\u9fa5\,-_]{1,100}$`, {
  accepts: ['c-face-edge', '车_辆,A9', long(100), 'a.b', 'a/b'],
  refuses: ['', long(101), 'a b', 'a{b'],
})
export const serviceVersion = like(String.raw`^[a-z0-9\.]{3,32}$`, {
  accepts: ['1.0', '2.1.3', long(32)],
  refuses: ['10', long(33), 'V1.0', '1_0', '1-0'],
})
export const jobName = like(String.raw`^[\u4E00-\u9FA5a-zA-Z0-9_-]{1,100}$`)

const host = 'http://a/'
export const address: Fact = {
  ...like(
    String.raw`^(https?|rtsp|rtmp|ftp|file):\/\/[-A-Za-z0-9+&@*#/%?=~_|!:,.;]+[-A-Za-z0-9+&@*#/%=~_|]$`,
    {
      accepts: [
        'http://ab',
        'https://a.b/c?d=e#f',
        'rtsp://u:p@10.0.0.1:554/a|b',
        'rtmp://a/b',
        'ftp://a/b',
        'file:///a',
        host + long(991),
      ],
      refuses: [
        'gopher://a/b',
        'http://a',
        'http://a b',
        'http://a/b.',
        'http://a/b?',
        'HTTP://a/b',
        'http://ä/b',
      ],
    },
  ),
  most: 1000,
}
export const bucket: Fact = {
  ...like('^[a-z0-9](?!.*[-.][-.].*)([a-z0-9-.]{1,61})[a-z0-9]$', {
    accepts: ['abc', 'a.b-c', `a${long(61)}z`],
    refuses: ['ab', 'a..c', 'a.-c', 'Abc', '-bc', 'ab-', `a${long(62)}z`, 'a_c'],
  }),
  most: 63,
}
export const objectPath: Fact = {
  ...like(String.raw`^(?![/.\s])(?!.*//.*)([^:*?"<>|\\]{0,1023})(?<![.\s])$`),
  most: 1023,
}
export const streamName = (most: number): Fact => like(`^[-A-Za-z0-9_]{1,${most}}$`)
export const pathInResponse: Fact = {
  ...like('^([-A-Za-z0-9+&?=~_][-A-Za-z0-9+&/?=~_]+[-A-Za-z0-9+&/?=~_]|[A-Za-z]+)$'),
  most: 1024,
}
const [digits, code] = [long(20, '1'), long(32)]
/** Neither half of the choice is bound on both sides: so it is published. */
export const cameraCode = like(
  '^([0-9]{20}[#]{1}[a-zA-Z0-9]{32})|([0-9]{20}[#]{1}[0-9]{1,10}[#]{1}[a-zA-Z0-9]{32})$',
  {
    accepts: [
      `${digits}#${code}`,
      `${digits}#1#${code}`,
      `${digits}#${long(10, '2')}#${code}`,
      `${digits}#${code}x`,
    ],
    refuses: ['', digits, `${digits}#${long(31)}`, `${digits}#${long(11, '2')}`, `${digits}##${code}`],
  },
)
export const edgeDevice: Fact = {
  ...like('^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$', {
    accepts: ['a', 'A-_9', long(63)],
    refuses: ['', '-a', 'a.b'],
  }),
  most: 63,
}
