export { type AlarmPrinter, type AlarmPrinterOptions, startAlarmPrinter } from './alarm-printer.js'
export { type DemoJob, demoJobs } from './jobs.js'
export { type Demo, type DemoOptions, prepareDemo } from './prepare.js'
export { type DemoStream, type DemoStreamOptions, startDemoStream } from './stream.js'
