using ServiceOS.Platform.Data;
using ServiceOS.Simulation;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Simulation;

/// <summary>Simulated shoppers and agents use the product as anybody would, and leave when told.</summary>
public sealed class TrafficTests
{
    [Fact]
    public async Task Shoppers_are_answered_agents_serve_and_nothing_is_refused()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var demo = await server.Get<LoadWorld>().RunAsync(
            server.Get<AppSettings>().DataFolder, seed: 1, orderCount: 60, (_, _) => { }, CancellationToken.None);
        var tally = new TrafficTally();
        var traffic = new Traffic(server.Url, new()
        {
            Seed = 3,
            Visits = 12,
            Gap = TimeSpan.FromSeconds(2),
            AtOnceMax = 12,
            Pace = 0.3,
            MemberKeys = demo.Merchants.ToDictionary(merchant => merchant.Slug, merchant => merchant.MemberKey, StringComparer.Ordinal),
            Agents = Traffic.AgentsOf(demo),
        }, tally, server.Time);

        var running = traffic.RunAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() =>
        {
            server.Time.Advance(TimeSpan.FromMilliseconds(500));
            return Task.FromResult(running.IsCompleted);
        }, "all shoppers have gone");
        await running;

        var sum = tally.Sum();
        Assert.Equal(12, sum.Conversations);
        Assert.True(sum.Answered > sum.Unanswered, sum.ToString());
        Assert.Empty(sum.Refused);
    }

    [Fact]
    public void Agents_are_played_only_where_no_person_is_to_try_the_desk()
    {
        var demo = new DemoFile
        {
            Seed = 1,
            Merchants = [.. WorldContent.Tree().Merchants.Select(shop =>
                new DemoMerchant { Slug = shop.Slug, Name = shop.Slug, Key = "", MemberKey = "" })],
            Users = [.. WorldContent.Staff().Select(user =>
                new DemoUser { Name = user.Name, Password = "", Role = user.Role, Tenant = user.Tenant })],
        };

        Assert.Equal("bright-volt good-harvest", string.Join(' ', Traffic.AgentsOf(demo).Select(user => user.Tenant).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_same_seed_sends_the_same_crowd()
    {
        Assert.Equal(Crowd(7), Crowd(7));
        Assert.NotEqual(Crowd(7), Crowd(8));

        static string Crowd(long seed)
        {
            var (dice, world) = (Dice.For(seed, "traffic"), WorldContent.Shoppers());
            var members = Members.Of(world, 1);
            return string.Join(';', Enumerable.Range(0, 20).Select(_ =>
            {
                var plan = VisitPlan.By(dice, "bright-volt", world, members, wantsPerson: null, pace: 1);
                return $"{plan.Member?.Id} {plan.Script.Lines[0]} {plan.Pauses[0]} {plan.Rating}";
            }));
        }
    }
}
