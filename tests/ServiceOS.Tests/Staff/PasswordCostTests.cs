using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceOS.Platform.Data;
using ServiceOS.Staff;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Staff;

/// <summary>Hashing a password is slow by design: whoever is refused for another reason doesn't wait for it.</summary>
public sealed class PasswordCostTests
{
    /// <summary>A quarter of a minute or more on any machine.</summary>
    private const int Iterations = 40_000_000;

    private static readonly TimeSpan s_refusalMax = TimeSpan.FromSeconds(5);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_can_not_be_taken_is_refused_before_a_password_is_hashed(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var time = new ManualTime();
        await using (var before = await TestServer.StartAsync(database, time))
            await Cast.RaiseAsync(before);
        await using var server = await TestServer.StartAsync(database, time, services =>
            services.Replace(ServiceDescriptor.Singleton(new StaffSettings { PasswordIterations = Iterations })));
        using var kang = server.Client();
        (await kang.PostAsync("/v1/staff-sessions", new { name = "kang", password = Cast.Password })).Expect(HttpStatusCode.OK);

        var began = Stopwatch.GetTimestamp();
        (await kang.PostAsync("/v1/staff", new { name = "mei", displayName = "Another Mei", role = "agent" })).Expect(HttpStatusCode.BadRequest);
        (await kang.PostAsync("/v1/staff", new { name = "new", displayName = "", role = "agent" })).Expect(HttpStatusCode.BadRequest);
        (await kang.PutAsync("/v1/me/password", new { current = Cast.Password, next = "short" })).Expect(HttpStatusCode.BadRequest);
        (await kang.PutAsync("/v1/me/password", new { current = "not the present one", next = "red lanterns 22" })).Expect(HttpStatusCode.BadRequest);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, s_refusalMax);
    }
}
