using ServiceOS.Cli;

PrivateFiles.ByDefault();
ThreadPool.SetMinThreads(32, 32);   // with the two that two cores give, a few that block would hold up everybody
return await CommandLine.RunAsync(args);
