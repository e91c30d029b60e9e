/** Loaded into a program before its own code: it stops when the program that started it is gone, however that ended. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
