using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Language;

public sealed class FunctionCatalogueTests
{
    [Fact]
    public void Rows_stand_in_the_order_of_the_enumeration() =>
        Assert.Equal(Enum.GetValues<Function>(), FunctionCatalogue.Rows.Select(row => row.Function));
}
