var app = ServiceOS.App.Build(new ServiceOS.AppSettings());
await app.RunAsync();
