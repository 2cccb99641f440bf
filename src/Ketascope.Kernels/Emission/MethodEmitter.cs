using System.Reflection;
using System.Reflection.Emit;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Emission;

/// <summary>Writes the IL of one method of an <see cref="EmissionPlan"/>.</summary>
internal sealed class MethodEmitter
{
    // The first argument of the method is the object that its delegate is closed over.
    private const int FirstBufferArgument = 1;

    private readonly EmissionPlan _plan;
    private readonly VectorType _vector;
    private readonly int _scratchStart;
    private readonly int _method;
    private readonly ILGenerator _il;
    private readonly Dictionary<int, LocalBuilder> _locals = [];
    private readonly List<Store>?[] _storesOf;

    private MethodEmitter(EmissionPlan plan, VectorType vector, int scratchStart, int method, ILGenerator il)
    {
        _plan = plan;
        _vector = vector;
        _scratchStart = scratchStart;
        _method = method;
        _il = il;
        _storesOf = new List<Store>?[plan.Schedule.Graph.Count];
        foreach (Store store in plan.Schedule.Stores)
        {
            (_storesOf[store.Node] ??= []).Add(store);
        }
    }

    /// <summary>Writes a method.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="vector">The vector width.</param>
    /// <param name="scratchStart">The element of the context at which the scratch area begins.</param>
    /// <param name="method">Which of the plan's methods.</param>
    /// <param name="il">Where the IL goes; the arguments are an object and the five buffers.</param>
    public static void Emit(EmissionPlan plan, VectorType vector, int scratchStart, int method, ILGenerator il) =>
        new MethodEmitter(plan, vector, scratchStart, method, il).EmitAll();

    private void EmitAll()
    {
        foreach (int value in _plan.Methods[_method])
        {
            LocalBuilder local = _il.DeclareLocal(_vector.Type);
            EmitOperation(_plan.Schedule.Graph[value]);
            _il.Emit(OpCodes.Stloc, local);
            _locals.Add(value, local);
            foreach (Store store in _storesOf[value] ?? [])
            {
                EmitStore(store);
            }

            if (_plan.ScratchOf(value) is int element)
            {
                EmitStore(new Store(value, KernelBuffer.Context, _scratchStart + element));
            }
        }

        if (_method == 0)
        {
            foreach (Store store in _plan.Schedule.Stores.Where(store => _plan.Schedule.Graph[store.Node].IsLeaf))
            {
                EmitStore(store);
            }
        }

        _il.Emit(OpCodes.Ret);
    }

    private void EmitStore(Store store)
    {
        EmitAddress(store.Buffer, store.Element);
        EmitValue(store.Node);
        _il.Emit(OpCodes.Stobj, _vector.Type);
    }

    private void EmitAddress(KernelBuffer buffer, int element)
    {
        _il.Emit(OpCodes.Ldarg, FirstBufferArgument + (int)buffer);
        if (element > 0)
        {
            _il.Emit(OpCodes.Ldc_I4, element * _vector.Width * sizeof(double));
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }

    private void EmitLoad(KernelBuffer buffer, int element)
    {
        EmitAddress(buffer, element);
        _il.Emit(OpCodes.Ldobj, _vector.Type);
    }

    private void EmitValue(int number)
    {
        Node node = _plan.Schedule.Graph[number];
        if (_locals.TryGetValue(number, out LocalBuilder? local))
        {
            _il.Emit(OpCodes.Ldloc, local);
        }
        else if (_plan.IsValue(number))
        {
            EmitLoad(KernelBuffer.Context, _scratchStart + _plan.ScratchOf(number)!.Value);
        }
        else
        {
            EmitOperation(node);
        }
    }

    private void EmitOperation(Node node)
    {
        switch (node.Operation)
        {
            case Operation.Constant:
                _il.Emit(OpCodes.Ldc_R8, node.Value);
                if (_vector.Width > 1)
                {
                    _il.Emit(OpCodes.Call, _vector.Broadcast);
                }

                break;
            case Operation.Time:
                EmitLoad(KernelBuffer.Time, 0);
                break;
            case Operation.State:
                EmitLoad(KernelBuffer.State, node.A);
                break;
            case Operation.Context:
                EmitLoad(KernelBuffer.Context, node.A);
                break;
            case var operation when Operations.IsFunction(operation):
                EmitFunction(node);
                break;
            default:
                for (int i = 0; i < Operations.Arity(node.Operation); i++)
                {
                    EmitValue(node.Operand(i));
                }

                EmitCall(node.Operation);
                break;
        }
    }

    private void EmitCall(Operation operation)
    {
        if (_vector.Width == 1 && OpCodeOf(operation) is OpCode opCode)
        {
            _il.Emit(opCode);
        }
        else
        {
            _il.Emit(OpCodes.Call, _vector.MethodOf(operation));
        }
    }

    // Arguments and result go through the first elements of the scratch area. No function is called while another's arguments are there,
    // since every function's result is a value of its own.
    private void EmitFunction(Node node)
    {
        int arity = Operations.Arity(node.Operation);
        for (int i = 0; i < arity; i++)
        {
            EmitAddress(KernelBuffer.Context, _scratchStart + i);
            EmitValue(node.Operand(i));
            _il.Emit(OpCodes.Stobj, _vector.Type);
        }

        for (int i = 0; i <= arity; i++)
        {
            EmitAddress(KernelBuffer.Context, _scratchStart + i);
        }

        if (_vector.FunctionOf(node.Operation) is MethodInfo method)
        {
            _il.Emit(OpCodes.Call, method);
        }
        else
        {
            _il.Emit(OpCodes.Ldftn, VectorType.ScalarOf(node.Operation));
            _il.Emit(OpCodes.Call, _vector.MapOf(arity));
        }

        EmitLoad(KernelBuffer.Context, _scratchStart + arity);
    }

    private static OpCode? OpCodeOf(Operation operation) => operation switch
    {
        Operation.Negate => OpCodes.Neg,
        Operation.Add => OpCodes.Add,
        Operation.Subtract => OpCodes.Sub,
        Operation.Multiply => OpCodes.Mul,
        Operation.Divide => OpCodes.Div,
        _ => null,
    };
}
