using ServiceOS.Bot.Reviews;
using ServiceOS.Platform;

namespace ServiceOS.Tests.Bot;

/// <summary>What a sample says of the whole is right on the average, and its interval holds as often as it says.</summary>
public sealed class PrecisionTests
{
    [Fact]
    public void A_draw_is_without_replacement_follows_from_its_seed_and_favours_nobody()
    {
        const int all = 30, wanted = 5, times = 12_000;
        var drawn = new int[all + 1];
        for (var seed = 0; seed < times; seed++)
        {
            var lots = new Lots(seed, "knowledge").Draw(all, wanted);
            Assert.Equal(wanted, lots.Distinct().Count());
            Assert.All(lots, one => Assert.InRange(one, 1, all));
            foreach (var one in lots)
                drawn[one]++;
        }
        var expected = (double)times * wanted / all;
        Assert.All(drawn.Skip(1), count => Assert.InRange(count, expected * 0.9, expected * 1.1));   // 4.9 standard deviations
        Assert.Equal(new Lots(7, "skill").Draw(1_000_000, 10), new Lots(7, "skill").Draw(1_000_000, 10));
        Assert.NotEqual(new Lots(7, "skill").Draw(1_000_000, 10), new Lots(7, "wish").Draw(1_000_000, 10));
        Assert.NotEqual(new Lots(7, "skill").Draw(1_000_000, 10), new Lots(8, "skill").Draw(1_000_000, 10));
        Assert.Equal([1, 2, 3], new Lots(1, "skill").Draw(3, 10).Order());
        Assert.Empty(new Lots(1, "skill").Draw(0, 10));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    public void Over_many_draws_the_estimate_is_the_truth_on_the_average_and_the_interval_holds_it(int perLayer)
    {
        // layers of very different size and precision, of which the same number is drawn: plain counting would be far off
        (string Name, int Size, int Right)[] layers = [("knowledge", 6_000, 5_520), ("skill", 2_500, 2_450), ("clarify", 900, 540), ("out-of-scope", 600, 420), ("slot", 14, 9)];
        var truth = (double)layers.Sum(one => one.Right) / layers.Sum(one => one.Size);
        const int times = 2_000;
        var (sum, plain, held) = (0.0, 0.0, 0);
        for (var seed = 0; seed < times; seed++)
        {
            var strata = layers.Select(one =>
            {
                var lots = new Lots(seed, one.Name).Draw(one.Size, perLayer);
                return new Stratum(one.Size, lots.Count(place => place <= one.Right), lots.Count);
            }).ToList();
            var estimate = Precision.Of(strata);
            sum += estimate.Share!.Value;
            plain += (double)strata.Sum(one => one.Right) / strata.Sum(one => one.Judged);
            held += estimate.Low <= truth && truth <= estimate.High ? 1 : 0;
            Assert.Equal(1, estimate.Covered);
        }
        Assert.InRange(sum / times, truth - 0.006, truth + 0.006);   // 4 standard errors at 10 a layer
        Assert.True(Math.Abs((plain / times) - truth) > 0.05, "plain counting would have done: the layers are too alike for this test");
        Assert.InRange((double)held / times, 0.93, 1);
    }

    [Fact]
    public void All_being_right_is_not_yet_certainty_and_one_layer_alone_has_its_own_interval()
    {
        var few = Precision.Of([new(1_000, 10, 10), new(100, 10, 10)]);
        Assert.Equal(1, few.Share);
        Assert.InRange(few.Low, 0.6, 0.8);
        var mixed = Precision.Of([new(10, 9, 10), new(5, 5, 5)]);   // (2 × 0.9 + 1) / 3
        Assert.Equal(0.93333, mixed.Share);
        Assert.True(mixed.Low < 0.8 && mixed.High > mixed.Share);
        var one = Precision.Of([new(1_000_000, 8, 10)]);   // one layer, much of it: Wilson's own
        var wilson = Interval.Of(8, 10);
        Assert.Equal((wilson.Low, wilson.High), (one.Low, one.High));
    }

    [Fact]
    public void What_nobody_judged_is_left_out_and_said_to_be()
    {
        var part = Precision.Of([new(750, 8, 10), new(250, 0, 0)]);
        Assert.Equal((0.8, 0.75), (part.Share!.Value, part.Covered));
        Assert.Equal(new PrecisionOverall(null, 0, 1, 0), Precision.Of([new(100, 0, 0)]));
        Assert.Equal(new PrecisionOverall(null, 0, 1, 0), Precision.Of([]));
        Assert.Equal(0.5, Precision.Of([new(0, 3, 3), new(10, 5, 10)]).Share);   // judged, but none of the days in question
    }
}
