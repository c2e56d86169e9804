/** The last line of a run is for programs, so what this process logs about its own work is left out. First import of all. */
process.env.LOG_LEVEL = "silent";
