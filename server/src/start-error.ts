/** Why a command could not begin, in one sentence for whoever runs the server. Printed without a stack. */
export class StartError extends Error {}
